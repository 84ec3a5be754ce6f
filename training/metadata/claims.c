/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the claims of pages for train.py: pages come on stdin and rows go to stdout, so that the
 * models are trained on exactly what the library computes.
 *
 *     claims --names   the features of each field: a line of the field's name, then its features
 *     claims           in   u32 length of the address, u32 length of the page, address, page
 *                      out  a line a claim: field, value, then its features, tab between them; and
 *                           an empty line behind each page
 */
#include "metadata/claims.h"
#include "extract.h"

#include "../frames.h"

/* ---- Names ---------------------------------------------------------------------------------- */

#define NAME(name, text) #name,

static const char *const common[] = {DATELINE_CLAIM_COMMON(NAME)};
static const char *const of_title[] = {DATELINE_CLAIM_TITLE(NAME)};
static const char *const of_authors[] = {DATELINE_CLAIM_AUTHOR(NAME)};
static const char *const of_published[] = {DATELINE_CLAIM_DATE(NAME)};

static void write_names(const char *field, const char *const *own, size_t count) {
    printf("%s", field);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        printf("\t%s", common[i]);
    for (size_t i = 0; i < count; i++)
        printf("\t%s", own[i]);
    puts("");
}

/* ---- Pages ---------------------------------------------------------------------------------- */

static void write_claims(const dateline_facts *facts, const char *field,
                         const dateline_claims *claims, unsigned features) {
    for (unsigned c = 0; c < claims->count; c++) {
        const dateline_claim *claim = &claims->items[c];
        dateline_string value = facts->items[claim->first].value;
        printf("%s\t", field);
        for (size_t i = 0; i < value.length; i++)
            putchar((unsigned char)value.data[i] < ' ' ? ' ' : value.data[i]);
        for (unsigned i = 0; i < features; i++)
            printf("\t%d", claim->features[i]);
        puts("");
    }
}

static void read_page(dateline_extractor *extractor, const frame *f) {
    dateline_input input = {.url = f->data[0] ? f->data : NULL, .kind = DATELINE_KIND_HTML};
    if (dateline_extract_begin(extractor, page_of(f), f->lengths[1], &input, NULL))
        fatal("cannot begin a page");
    for (unsigned i = 0; i < dateline_stage_count && strcmp(dateline_stages[i].name, "metadata");
         i++)
        if (!dateline_stages[i].run(extractor))
            fatal("out of memory");
    const dateline_facts *facts = dateline_metadata_gather(
        &extractor->page, &extractor->arena, &extractor->response, &extractor->record);
    if (!facts)
        fatal("out of memory");
    write_claims(facts, "title", &facts->titles, DATELINE_TITLE_FEATURES);
    write_claims(facts, "authors", &facts->authors, DATELINE_AUTHOR_FEATURES);
    write_claims(facts, "published", &facts->published, DATELINE_PUBLISHED_FEATURES);
    puts("");
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--names") == 0) {
        write_names("title", of_title, sizeof of_title / sizeof *of_title);
        write_names("authors", of_authors, sizeof of_authors / sizeof *of_authors);
        write_names("published", of_published, sizeof of_published / sizeof *of_published);
        return 0;
    }
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    if (!extractor)
        fatal("out of memory");
    frame f = {.data = NULL};
    while (read_frame(&f))
        read_page(extractor, &f);
    free(f.data);
    dateline_extractor_destroy(extractor);
    return 0;
}
