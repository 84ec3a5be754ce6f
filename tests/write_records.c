/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record of every page named, as JSON with its evidence, one a line, by the library alone:
 * check_neon.sh holds the records that two kinds of machines write against each other.
 */
#include "dateline.h"

#include <stdio.h>

static char page[8 << 20];

static bool write_record(dateline_extractor *extractor, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    size_t length = fread(page, 1, sizeof page, file);
    fclose(file);
    const dateline_record *record;
    dateline_string json;
    if (dateline_extract(extractor, page, length, NULL, &record, NULL) != DATELINE_OK ||
        dateline_record_write(extractor, DATELINE_FORMAT_JSON, &json, NULL) != DATELINE_OK)
        return false;
    return fwrite(json.data, 1, json.length, stdout) == json.length;
}

int main(int count, char **paths) {
    dateline_options options;
    dateline_options_initialize(&options);
    options.evidence = true;
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    bool well = extractor != NULL;
    for (int i = 1; i < count && well; i++)
        well = write_record(extractor, paths[i]);
    dateline_extractor_destroy(extractor);
    return !well;
}
