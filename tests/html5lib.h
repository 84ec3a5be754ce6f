/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads files in the format of html5lib-tests' tree construction tests: sections that begin with
 * "#data", "#errors", "#document-fragment", "#script-on", "#script-off" and "#document". Sections
 * are slices of the file.
 */
#ifndef DATELINE_TESTS_HTML5LIB_H
#define DATELINE_TESTS_HTML5LIB_H

#include "core/string.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct html5lib_case {
    dateline_string data;
    dateline_string fragment; /* absent for a document */
    dateline_string document; /* the tree as it must be, with its last newline */
    bool script_on, script_off;
    unsigned line; /* of "#data" in the file */
} html5lib_case;

typedef struct html5lib_file {
    char *text; /* to be freed */
    size_t length;
    size_t at;
    unsigned line;
} html5lib_file;

static inline bool html5lib_open(html5lib_file *file, const char *path) {
    *file = (html5lib_file){0};
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return false;
    fseek(stream, 0, SEEK_END);
    long size = ftell(stream);
    rewind(stream);
    file->text = malloc((size_t)size + 1);
    if (file->text)
        file->length = fread(file->text, 1, (size_t)size, stream);
    fclose(stream);
    return file->text && file->length == (size_t)size;
}

static inline dateline_string html5lib_line(html5lib_file *file) {
    const char *begin = file->text + file->at;
    const char *end = memchr(begin, '\n', file->length - file->at);
    size_t length = end ? (size_t)(end - begin) : file->length - file->at;
    file->at += length + (end != NULL);
    file->line++;
    return (dateline_string){begin, length};
}

static inline bool html5lib_is(dateline_string line, const char *name) {
    return dateline_string_equal(line, dateline_string_of(name));
}

/* From where the file stands up to the next line that one of the two names begins. */
static inline dateline_string html5lib_section(html5lib_file *file, const char *name,
                                               const char *other) {
    size_t begin = file->at;
    while (file->at < file->length) {
        size_t before = file->at;
        dateline_string line = html5lib_line(file);
        if (html5lib_is(line, name) || html5lib_is(line, other)) {
            file->at = before;
            file->line--;
            break;
        }
    }
    return (dateline_string){file->text + begin, file->at - begin};
}

static inline bool html5lib_next(html5lib_file *file, html5lib_case *test) {
    *test = (html5lib_case){0};
    while (file->at < file->length && !html5lib_is(html5lib_line(file), "#data"))
        continue;
    if (file->at >= file->length)
        return false;
    test->line = file->line;
    test->data = html5lib_section(file, "#errors", "#document");
    test->data.length -= test->data.length > 0;
    while (file->at < file->length) {
        dateline_string line = html5lib_line(file);
        if (html5lib_is(line, "#document-fragment"))
            test->fragment = html5lib_line(file);
        test->script_on |= html5lib_is(line, "#script-on");
        test->script_off |= html5lib_is(line, "#script-off");
        if (html5lib_is(line, "#document"))
            break;
    }
    test->document = html5lib_section(file, "#data", "#data");
    if (dateline_string_ends_nocase(test->document, DATELINE_LITERAL("\n\n")))
        test->document.length--;
    return true;
}

#endif
