/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One page; see work.h. A page that could not be read goes the same way as the others and gives a
 * record that says so, where records are wanted.
 */
#include "work.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Room that is kept for the next page; an outlier's is given back. */
enum { PAGE_KEPT = 8 << 20 };

static bool is_field(const char *name, uint64_t fields) {
    for (unsigned i = 0; dateline_member_name(i); i++)
        if (strcmp(dateline_member_name(i), name) == 0)
            return fields & DATELINE_MEMBER_BIT(i);
    return false;
}

static bool wants_statements(const struct view_context *context) {
    const struct settings *settings = context->settings;
    if (settings->command != COMMAND_EXTRACT)
        return settings->command == COMMAND_STATEMENTS || settings->command == COMMAND_EXPLAIN;
    return context->format == DATELINE_FORMAT_JSON && !settings->no_statements &&
           (!settings->fields || is_field("statements", settings->fields));
}

bool worker_begin(struct worker *worker, const struct view_context *context) {
    const struct settings *settings = context->settings;
    dateline_options options;
    dateline_options_initialize(&options);
    options.max_bytes = settings->max_bytes;
    options.evidence = settings->evidence;
    options.all_blocks = settings->all_blocks;
    options.explain = settings->command == COMMAND_EXPLAIN;
    options.include_roles = settings->include_roles;
    options.exclude_roles = settings->exclude_roles;
    options.members = settings->fields;
    options.statements = wants_statements(context);
    *worker = (struct worker){.context = context};
    worker->extractor = dateline_extractor_create(&options, NULL, NULL);
    return worker->extractor != NULL;
}

void worker_end(struct worker *worker) {
    dateline_extractor_destroy(worker->extractor);
    buffer_destroy(&worker->page);
}

/* ---- Views ---------------------------------------------------------------------------------- */

static view_function *view_of(const struct view_context *context) {
    switch (context->settings->command) {
    case COMMAND_EXPLAIN:
        return view_explain;
    case COMMAND_STATEMENTS:
        return view_statements;
    case COMMAND_TREE:
        return view_tree;
    default:
        return view_record;
    }
}

static bool wants_failures(const struct view_context *context) {
    return context->settings->command == COMMAND_EXTRACT &&
           context->format == DATELINE_FORMAT_JSON && !context->settings->only_articles;
}

/* "en" takes "en-GB" as well. */
static bool is_language(dateline_string language, const char *word, size_t length) {
    return language.length >= length && strncasecmp(language.data, word, length) == 0 &&
           (language.length == length || language.data[length] == '-');
}

static bool is_wanted_language(const struct settings *settings, dateline_string language) {
    const char *at = settings->languages;
    while (at && *at) {
        size_t length = strcspn(at, ", ");
        if (length && is_language(language, at, length))
            return true;
        at += length + (at[length] != '\0');
    }
    return !settings->languages;
}

static dateline_code write_view(struct worker *worker, struct view_page *page,
                                struct outcome *outcome) {
    const struct view_context *context = worker->context;
    if (context->settings->command != COMMAND_TREE) {
        dateline_code code = dateline_extract(worker->extractor, page->bytes, page->length,
                                              page->input, &page->record, NULL);
        if (code != DATELINE_OK)
            return code;
        outcome->record = page->record;
        bool well = page->record->status == DATELINE_STATUS_OK;
        if (!well && !page->input->failure && !context->many &&
            context->format != DATELINE_FORMAT_JSON)
            outcome->note =
                memory_format("%s%s%.*s", dateline_status_name(page->record->status),
                              page->record->reason.length ? ": " : "",
                              (int)page->record->reason.length, page->record->reason.data);
        if (!well && context->settings->only_articles)
            return DATELINE_OK;
        if (!page->input->failure && !is_wanted_language(context->settings, page->record->language))
            return DATELINE_OK;
    }
    return view_of(context)(context, page, &outcome->output);
}

/* A server's charset that nobody knows is no reason not to read the page. */
static dateline_code write_any_encoding(struct worker *worker, struct view_page *page,
                                        dateline_input *input, struct outcome *outcome) {
    dateline_code code = write_view(worker, page, outcome);
    if (code != DATELINE_ERROR_ENCODING)
        return code;
    char *warning =
        memory_format("encoding: \"%s\", which came with the page, is unknown", input->encoding);
    input->encoding = NULL;
    if (!input->warning)
        input->warning = warning;
    code = write_view(worker, page, outcome);
    free(warning);
    return code;
}

/*
 * What went wrong in reading goes to stderr, and into the record: as its reason where nothing was
 * read, as a warning, which is returned, where the page was cut short.
 */
static char *settle_failure(const struct item *item, struct outcome *outcome) {
    if (item->failure)
        outcome->failure = memory_copy(item->failure);
    if (item->failure || !item->cut)
        return memory_copy(item->warning);
    outcome->failure = memory_format("%s; what was read before that was used", item->cut);
    return memory_format("truncated: %s", item->cut);
}

static dateline_input input_of(const struct item *item, const char *warning) {
    return (dateline_input){
        .id = item->id,
        .name = item->name,
        .url = item->url,
        .encoding = item->failure ? NULL : item->encoding,
        .captured = item->captured,
        .content_language = item->content_language,
        .last_modified = item->last_modified,
        .link = item->link,
        .kind = (dateline_kind)item->kind,
        .padded = true,
        .warning = warning,
        .failure = item->failure,
        .archive = item->archived ? &item->archive : NULL,
    };
}

void worker_do(struct worker *worker, struct item *item, struct outcome *outcome) {
    buffer_clear(&worker->page, PAGE_KEPT);
    item_read(item, &worker->page, worker->context->settings->max_bytes);
    char *warning = settle_failure(item, outcome);
    dateline_input input = input_of(item, warning);
    struct view_page page = {.extractor = worker->extractor, .input = &input};
    if (!item->failure) {
        page.bytes = item->page;
        page.length = item->page_length;
    }
    if (!item->failure || wants_failures(worker->context)) {
        dateline_code code = write_any_encoding(worker, &page, &input, outcome);
        if (code != DATELINE_OK) {
            outcome->memory_failed = code == DATELINE_ERROR_MEMORY;
            free(outcome->failure);
            outcome->failure = memory_copy(dateline_code_text(code));
        }
    }
    free(warning);
}
