/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pipeline: one call per room, in the order of the way of a page, and the public functions that
 * start it. See docs/how-it-works.md.
 */
#include "extract.h"

#include "article/article.h"
#include "metadata/metadata.h"
#include "statements/statements.h"

/* ---- Stages --------------------------------------------------------------------------------- */

/* A text begins like HTML where one of its first non-space characters opens a tag. */
static bool looks_like_html(const char *bytes, uint32_t length) {
    uint32_t end = length < 1024 ? length : 1024;
    for (uint32_t i = 0; i + 1 < end; i++)
        if (bytes[i] == '<' && (dateline_is_letter(bytes[i + 1]) || bytes[i + 1] == '!' ||
                                bytes[i + 1] == '?' || bytes[i + 1] == '/'))
            return true;
    /* UTF-16 pages have a NUL beside each '<'. */
    for (uint32_t i = 0; i + 2 < end; i++)
        if (bytes[i] == '<' && bytes[i + 1] == 0)
            return true;
    return false;
}

static bool is_html(const dateline_extractor *extractor) {
    return extractor->record.kind == DATELINE_KIND_HTML;
}

static bool decode(dateline_extractor *extractor) {
    dateline_text *text = &extractor->text;
    if (!dateline_text_decode(text, &extractor->memory, extractor->bytes, extractor->length,
                              extractor->padded, is_html(extractor), extractor->transport))
        return false;
    extractor->record.encoding = dateline_string_of(dateline_encoding_name(text->encoding));
    extractor->record.encoding_source = text->source;
    extractor->record.encoding_replaced = text->replaced;
    return true;
}

/* Is the end of the page the text of an element that was left open inside <noscript>? */
static bool lost_in_noscript(const dateline_tree *tree) {
    const dateline_node *nodes = tree->nodes.items;
    uint32_t last = tree->nodes.count - 1;
    while (nodes[last].flags & DATELINE_NODE_IMPLIED)
        last--;
    if (!(nodes[last].flags & DATELINE_NODE_RAW) ||
        nodes[last].offset + nodes[last].length < tree->length)
        return false;
    uint32_t node = last;
    while (node && nodes[node].tag != DATELINE_TAG_NOSCRIPT)
        node = nodes[node].parent;
    return node != 0;
}

/* Pages are read as if scripts did not run: what <noscript> holds are the true pictures. Where an
 * "<iframe/>" in it takes all that follows for its text, the page is read as browsers that run
 * scripts do, who see text up to </noscript> in its place. */
static bool parse(dateline_extractor *extractor) {
    static const dateline_parse_options without_scripts = {0}, with_scripts = {.scripting = true};
    if (!is_html(extractor))
        return true;
    dateline_tree *tree = &extractor->tree;
    const dateline_text *text = &extractor->text;
    return dateline_parse(tree, &extractor->memory, text->data, text->length, &without_scripts) &&
           (!lost_in_noscript(tree) ||
            dateline_parse(tree, &extractor->memory, text->data, text->length, &with_scripts));
}

static bool build_blocks(dateline_extractor *extractor) {
    dateline_page *page = &extractor->page;
    dateline_string url = extractor->record.url;
    uint32_t limit = extractor->options.max_blocks;
    return is_html(extractor)
               ? dateline_page_build(page, &extractor->arena, &extractor->text, &extractor->tree,
                                     url, limit)
               : dateline_page_build_plain(page, &extractor->arena, &extractor->text, url, limit);
}

static bool find_article(dateline_extractor *extractor) {
    return dateline_article_find(&extractor->page, &extractor->arena, extractor->options.explain,
                                 &extractor->record);
}

static bool find_metadata(dateline_extractor *extractor) {
    return dateline_metadata_find(&extractor->page, &extractor->arena, &extractor->response,
                                  &extractor->record);
}

/* No statements, since they were not looked for: an empty list would say that there are none. */
static bool warn_of_language(dateline_extractor *extractor) {
    return DATELINE_VECTOR_PUSH(
        &extractor->memory, &extractor->warnings,
        dateline_string_of("statements: not looked for, the text is in no language that is read"));
}

static bool find_statements(dateline_extractor *extractor) {
    if (!extractor->options.statements || extractor->record.status != DATELINE_STATUS_OK)
        return true;
    return dateline_statements_find(&extractor->page, &extractor->arena, &extractor->record) &&
           (extractor->record.statements_supported || warn_of_language(extractor));
}

static bool warn(dateline_extractor *extractor, const char *warning) {
    return DATELINE_VECTOR_PUSH(&extractor->memory, &extractor->warnings,
                                dateline_string_of(warning));
}

/* What was cut, repaired or refused on the way: never silently. */
static bool collect_warnings(dateline_extractor *extractor) {
    static const struct {
        unsigned limit;
        const char *warning;
    } limits[] = {
        {DATELINE_LIMIT_DEPTH, "depth: elements nested too deeply became siblings"},
        {DATELINE_LIMIT_FORMATTING, "formatting: unclosed formatting elements were dropped"},
        {DATELINE_LIMIT_ATTRIBUTES, "attributes: surplus attributes of a tag were dropped"},
        {DATELINE_LIMIT_NODES, "nodes: the page has too many nodes, the rest was dropped"},
    };
    bool well = true;
    if (extractor->text.replaced)
        well &= warn(extractor, "encoding: undecodable bytes were replaced by U+FFFD");
    for (size_t i = 0; is_html(extractor) && i < sizeof limits / sizeof *limits; i++)
        if (extractor->tree.limits & limits[i].limit)
            well &= warn(extractor, limits[i].warning);
    if (extractor->page.preloaded_from)
        well &= warn(extractor, extractor->page.preloaded_from);
    if (extractor->page.limited)
        well &= warn(extractor, "blocks: the page has too many blocks, the rest was left out");
    return well;
}

static void publish_warnings(dateline_extractor *extractor) {
    extractor->record.warnings = extractor->warnings.items;
    extractor->record.warning_count = extractor->warnings.count;
}

static bool complete(dateline_extractor *extractor) {
    dateline_record *record = &extractor->record;
    const dateline_options *options = &extractor->options;
    dateline_article_select(&extractor->page, options->include_roles, options->exclude_roles);
    record->excluded_roles = options->exclude_roles;
    record->blocks = extractor->page.blocks.items;
    record->block_count = extractor->page.blocks.count;
    if (!dateline_record_complete(record, &extractor->arena) || !collect_warnings(extractor))
        return false;
    publish_warnings(extractor);
    return true;
}

const dateline_stage dateline_stages[] = {
    {"encoding", decode},        {"parse", parse},
    {"blocks", build_blocks},    {"article", find_article},
    {"metadata", find_metadata}, {"statements", find_statements},
    {"record", complete},
};
const unsigned dateline_stage_count = sizeof dateline_stages / sizeof *dateline_stages;

/* ---- Names ---------------------------------------------------------------------------------- */

const char *dateline_version(void) {
    return DATELINE_VERSION;
}

static const char *name_at(const char *const *names, size_t count, size_t index) {
    return index < count ? names[index] : "unknown";
}

#define NAME_AT(names, index) name_at((names), sizeof(names) / sizeof *(names), (size_t)(index))

const char *dateline_code_text(dateline_code code) {
    static const char *const texts[] = {"no error", "out of memory", "wrong argument",
                                        "unknown encoding"};
    return NAME_AT(texts, code);
}

const char *dateline_status_name(dateline_status status) {
    static const char *const names[] = {"ok",      "empty",     "not_article",
                                        "blocked", "not_found", "error"};
    return NAME_AT(names, status);
}

const char *dateline_role_name(dateline_role role) {
    static const char *const names[] = {
        "paragraph",  "heading",    "list_item", "quote",       "code",       "table",
        "standfirst", "post",       "fact_box",  "live_update", "footnote",   "title",
        "byline",     "date",       "caption",   "credit",      "breadcrumb", "address",
        "correction", "pull_quote", "comment",   "related",     "promo",      "share",
        "navigation", "ad",         "consent",   "paywall",     "footer",     "other"};
    _Static_assert(sizeof names / sizeof *names == DATELINE_ROLE_COUNT, "a name for every role");
    _Static_assert(DATELINE_ROLE_COUNT <= 64, "a set of roles is the bits of one word");
    return NAME_AT(names, role);
}

dateline_role dateline_role_of_name(const char *name, size_t length) {
    dateline_string wanted = {name, length};
    unsigned role = 0;
    while (
        role < DATELINE_ROLE_COUNT &&
        !dateline_string_equal(dateline_string_of(dateline_role_name((dateline_role)role)), wanted))
        role++;
    return (dateline_role)role;
}

const char *dateline_field_name(dateline_field field) {
    static const char *const names[] = {"title",          "subtitle",      "description", "authors",
                                        "date_published", "date_modified", "section",     "site",
                                        "language",       "canonical_url", "tags",        "agency",
                                        "place",          "licence",       "access"};
    _Static_assert(sizeof names / sizeof *names == DATELINE_FIELD_COUNT, "a name for every field");
    return NAME_AT(names, field);
}

/* ---- Extractor ------------------------------------------------------------------------------ */

static dateline_code fail(dateline_error *error, dateline_code code, const char *message) {
    if (error)
        *error = (dateline_error){code, message, 0};
    return code;
}

void dateline_options_initialize(dateline_options *options) {
    if (options)
        *options = (dateline_options){.size = sizeof *options,
                                      .max_bytes = (size_t)64 << 20,
                                      .max_blocks = 200000,
                                      .statements = true};
}

/* Options of a caller compiled against an older, shorter struct: the rest keeps its defaults. */
static bool copy_options(dateline_options *to, const dateline_options *from) {
    dateline_options_initialize(to);
    if (!from)
        return true;
    if (from->size < sizeof from->size || from->size > sizeof *from)
        return false;
    memcpy(to, from, from->size);
    to->size = sizeof *to;
    return to->max_bytes <= (size_t)1 << 30 && to->max_bytes > 0 && to->max_blocks > 0;
}

dateline_extractor *dateline_extractor_create(const dateline_options *options,
                                              const dateline_allocator *allocator,
                                              dateline_error *error) {
    dateline_memory memory;
    dateline_memory_initialize(&memory, allocator);
    dateline_extractor *extractor = dateline_memory_allocate(&memory, sizeof *extractor);
    if (!extractor) {
        fail(error, DATELINE_ERROR_MEMORY, "no memory for an extractor");
        return NULL;
    }
    *extractor = (dateline_extractor){.memory = memory};
    extractor->output.memory = &extractor->memory;
    dateline_arena_initialize(&extractor->arena, &extractor->memory);
    if (!copy_options(&extractor->options, options)) {
        fail(error, DATELINE_ERROR_ARGUMENT, "options: a size or a limit is out of range");
        dateline_extractor_destroy(extractor);
        return NULL;
    }
    return extractor;
}

/* A page longer than this is an outlier: the memory that it took is not kept for the next one. */
enum { OUTLIER = 16 << 20 };

static void release_rooms(dateline_extractor *extractor) {
    dateline_arena_destroy(&extractor->arena);
    dateline_writer_destroy(&extractor->output);
    dateline_text_destroy(&extractor->text, &extractor->memory);
    dateline_tree_destroy(&extractor->tree, &extractor->memory);
    dateline_page_destroy(&extractor->page, &extractor->memory);
    DATELINE_VECTOR_DESTROY(&extractor->memory, &extractor->warnings);
}

void dateline_extractor_destroy(dateline_extractor *extractor) {
    if (!extractor)
        return;
    release_rooms(extractor);
    dateline_memory memory = extractor->memory;
    dateline_memory_release(&memory, extractor, sizeof *extractor);
}

static dateline_string keep(dateline_extractor *extractor, const char *text) {
    return text ? dateline_arena_copy(&extractor->arena, text, strlen(text)) : dateline_absent;
}

static dateline_string keep_string(dateline_extractor *extractor, dateline_string text) {
    return text.data ? dateline_arena_copy(&extractor->arena, text.data, text.length)
                     : dateline_absent;
}

static const dateline_archive *keep_archive(dateline_extractor *extractor,
                                            const dateline_archive *archive) {
    dateline_archive *copy =
        archive ? dateline_arena_allocate(&extractor->arena, sizeof *copy) : NULL;
    if (!copy)
        return NULL;
    *copy = *archive;
    copy->file = keep_string(extractor, archive->file);
    copy->record_id = keep_string(extractor, archive->record_id);
    copy->date = keep_string(extractor, archive->date);
    copy->digest = keep_string(extractor, archive->digest);
    return copy;
}

dateline_code dateline_extract_begin(dateline_extractor *extractor, const void *page, size_t length,
                                     const dateline_input *input, dateline_error *error) {
    static const dateline_input nothing = {0};
    if (!input)
        input = &nothing;
    extractor->has_record = false;
    extractor->memory.failed = false;
    extractor->warnings.count = 0;
    if (extractor->length > OUTLIER)
        release_rooms(extractor);
    dateline_arena_reset(&extractor->arena);
    if (!page && length)
        return fail(error, DATELINE_ERROR_ARGUMENT, "page: NULL with a length");
    extractor->transport = NULL;
    if (input->encoding) {
        extractor->transport = dateline_encoding_of_label(dateline_string_of(input->encoding));
        if (!extractor->transport)
            return fail(error, DATELINE_ERROR_ENCODING, "encoding: not a label of the standard");
    }
    bool cut = length > extractor->options.max_bytes;
    extractor->bytes = page ? page : "";
    extractor->length = (uint32_t)(cut ? extractor->options.max_bytes : length);
    /* Behind the cut there are more bytes of the page, which must not be read as its text. */
    extractor->padded = input->padded && !cut && page;
    extractor->record = (dateline_record){
        .id = keep(extractor, input->id),
        .input = keep(extractor, input->name),
        .url = keep(extractor, input->url),
        .captured = keep(extractor, input->captured),
        .archive = keep_archive(extractor, input->archive),
        .kind = input->kind != DATELINE_KIND_AUTO                      ? input->kind
                : looks_like_html(extractor->bytes, extractor->length) ? DATELINE_KIND_HTML
                                                                       : DATELINE_KIND_TEXT,
    };
    extractor->response = (dateline_response){
        .captured = extractor->record.captured,
        .content_language = keep(extractor, input->content_language),
        .last_modified = keep(extractor, input->last_modified),
        .link = keep(extractor, input->link),
    };
    if (input->warning)
        DATELINE_VECTOR_PUSH(&extractor->memory, &extractor->warnings,
                             keep(extractor, input->warning));
    if (cut)
        warn(extractor, "truncated: the page is longer than max_bytes, the rest was not read");
    if (extractor->memory.failed)
        return fail(error, DATELINE_ERROR_MEMORY, "no memory for the page");
    return DATELINE_OK;
}

/* The record of a page that the caller could not read. */
static void record_failure(dateline_extractor *extractor, const char *failure) {
    extractor->record.status = DATELINE_STATUS_ERROR;
    extractor->record.reason = keep(extractor, failure);
    publish_warnings(extractor);
}

static bool run_stages(dateline_extractor *extractor) {
    for (unsigned i = 0; i < dateline_stage_count; i++)
        if (!dateline_stages[i].run(extractor) || extractor->memory.failed)
            return false;
    return true;
}

dateline_code dateline_extract(dateline_extractor *extractor, const void *page, size_t length,
                               const dateline_input *input, const dateline_record **record,
                               dateline_error *error) {
    if (record)
        *record = NULL;
    if (!extractor || !record)
        return fail(error, DATELINE_ERROR_ARGUMENT, "extractor and record must not be NULL");
    dateline_code code = dateline_extract_begin(extractor, page, length, input, error);
    if (code != DATELINE_OK)
        return code;
    bool well = true;
    if (input && input->failure)
        record_failure(extractor, input->failure);
    else
        well = run_stages(extractor);
    if (!well || extractor->memory.failed)
        return fail(error, DATELINE_ERROR_MEMORY, "no memory for the page");
    extractor->has_record = true;
    *record = &extractor->record;
    return DATELINE_OK;
}

/* ---- Output --------------------------------------------------------------------------------- */

static dateline_code finish_output(dateline_extractor *extractor, dateline_string *output,
                                   dateline_error *error) {
    if (extractor->memory.failed)
        return fail(error, DATELINE_ERROR_MEMORY, "no memory for the output");
    *output = dateline_writer_text(&extractor->output);
    return DATELINE_OK;
}

dateline_code dateline_record_write(dateline_extractor *extractor, dateline_format format,
                                    dateline_string *output, dateline_error *error) {
    if (output)
        *output = dateline_absent;
    if (!extractor || !output || !extractor->has_record)
        return fail(error, DATELINE_ERROR_ARGUMENT, "there is no record to write");
    extractor->memory.failed = false;
    extractor->output.length = 0;
    const dateline_record *record = &extractor->record;
    switch (format) {
    case DATELINE_FORMAT_TEXT:
        dateline_record_write_text(record, &extractor->output);
        break;
    case DATELINE_FORMAT_MARKDOWN:
        dateline_record_write_markdown(record, &extractor->output);
        break;
    case DATELINE_FORMAT_JSON:
        dateline_record_write_json(record, &extractor->options, &extractor->output);
        break;
    case DATELINE_FORMAT_HTML:
        dateline_record_write_html(record, &extractor->output);
        break;
    default:
        return fail(error, DATELINE_ERROR_ARGUMENT, "format: not one of dateline_format");
    }
    return finish_output(extractor, output, error);
}

dateline_code dateline_tree_write(dateline_extractor *extractor, const void *page, size_t length,
                                  const dateline_input *input, const dateline_tree_options *options,
                                  dateline_string *output, dateline_error *error) {
    if (output)
        *output = dateline_absent;
    if (!extractor || !output)
        return fail(error, DATELINE_ERROR_ARGUMENT, "extractor and output must not be NULL");
    dateline_code code = dateline_extract_begin(extractor, page, length, input, error);
    if (code != DATELINE_OK)
        return code;
    dateline_parse_options parse_options = {0};
    if (options) {
        parse_options.scripting = options->scripting;
        parse_options.fragment = dateline_string_of(options->fragment);
    }
    extractor->record.kind = DATELINE_KIND_HTML;
    extractor->output.length = 0;
    if (decode(extractor) &&
        dateline_parse(&extractor->tree, &extractor->memory, extractor->text.data,
                       extractor->text.length, &parse_options))
        dateline_tree_dump(&extractor->tree, &extractor->arena, &extractor->output);
    return finish_output(extractor, output, error);
}
