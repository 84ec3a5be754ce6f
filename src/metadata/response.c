/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the response's header says of the page: its language, its canonical address and other ones
 * (RFC 8288), its last change. A server that makes pages anew for every reader gives the present as
 * the last change, so that is weak evidence, and none at all near the time of capture.
 */
#include "metadata/evidence.h"

enum { LANGUAGE_WEIGHT = 50, CANONICAL_WEIGHT = 70, CHANGE_WEIGHT = 46, WEAK_CHANGE_WEIGHT = 24 };

/* ---- Language ------------------------------------------------------------------------------- */

/* "de-AT", but nothing where several are listed: then it is the audience's. */
static void read_language(dateline_facts *facts, dateline_string value) {
    enum { LONGEST = 16 };
    value = dateline_string_trim(value);
    if (value.length < 2 || value.length > LONGEST || memchr(value.data, ',', value.length))
        return;
    dateline_evidence_add(facts, DATELINE_FIELD_LANGUAGE, DATELINE_ORIGIN_LINK, LANGUAGE_WEIGHT,
                          value, DATELINE_LITERAL("http content-language"), 0, 0);
}

/* ---- Last change ---------------------------------------------------------------------------- */

static void read_last_modified(dateline_facts *facts, dateline_string value) {
    static const dateline_date_context context = {.whole = true};
    dateline_date date;
    if (!value.length || !dateline_date_find(value, 0, &context, &date))
        return;
    bool known = facts->captured.precision >= DATELINE_DATE_DAY;
    int32_t before = dateline_date_day_number(&facts->captured) - dateline_date_day_number(&date);
    dateline_evidence *item = dateline_evidence_add(
        facts, DATELINE_FIELD_DATE_MODIFIED, DATELINE_ORIGIN_LINK,
        !known       ? WEAK_CHANGE_WEIGHT
        : before > 1 ? CHANGE_WEIGHT
                     : 0,
        dateline_date_format(&date, facts->arena), DATELINE_LITERAL("http last-modified"), 0, 0);
    if (!item)
        return;
    item->date = date;
    if (known && before <= 1)
        item->reason = "when the page was read, or nearly";
}

/* ---- Link ----------------------------------------------------------------------------------- */

/** One link: its address and the parameters that matter. */
typedef struct http_link {
    dateline_string url;
    dateline_string rel;
    bool language; /* hreflang */
    bool feed;
    bool print;
} http_link;

static size_t skip_spaces(dateline_string text, size_t at) {
    while (at < text.length && dateline_is_space(text.data[at]))
        at++;
    return at;
}

/* A parameter's value, with or without quotation marks; *at goes behind it. */
static dateline_string read_parameter_value(dateline_string text, size_t *at) {
    size_t begin = *at, end;
    if (begin < text.length && text.data[begin] == '"') {
        for (end = ++begin; end < text.length && text.data[end] != '"';)
            end++;
        *at = end + (end < text.length);
    } else {
        for (end = begin; end < text.length && text.data[end] != ';' && text.data[end] != ',';)
            end++;
        *at = end;
    }
    return dateline_string_trim(dateline_string_part(text, begin, end));
}

static void take_parameter(http_link *link, dateline_string name, dateline_string value) {
    if (dateline_string_equal_nocase(name, DATELINE_LITERAL("rel")) && !link->rel.data)
        link->rel = value;
    else if (dateline_string_equal_nocase(name, DATELINE_LITERAL("hreflang")))
        link->language = true;
    else if (dateline_string_equal_nocase(name, DATELINE_LITERAL("media")))
        link->print = dateline_string_equal_nocase(value, DATELINE_LITERAL("print"));
    else if (dateline_string_equal_nocase(name, DATELINE_LITERAL("type")))
        link->feed = dateline_string_ends_nocase(value, DATELINE_LITERAL("rss+xml")) ||
                     dateline_string_ends_nocase(value, DATELINE_LITERAL("atom+xml"));
}

/* "; rel=canonical; hreflang=en": up to the comma before the next link. */
static size_t read_parameters(dateline_string text, size_t at, http_link *link) {
    while ((at = skip_spaces(text, at)) < text.length && text.data[at] == ';') {
        size_t begin = at = skip_spaces(text, at + 1);
        while (at < text.length && text.data[at] != '=' && text.data[at] != ';' &&
               text.data[at] != ',')
            at++;
        dateline_string name = dateline_string_trim(dateline_string_part(text, begin, at));
        if (at >= text.length || text.data[at] != '=')
            continue;
        at = skip_spaces(text, at + 1);
        take_parameter(link, name, read_parameter_value(text, &at));
    }
    return at;
}

static void take_link(dateline_facts *facts, const http_link *link) {
    if (!link->url.length || !link->rel.length)
        return;
    dateline_string url = dateline_url_resolve(facts->page->base, link->url, facts->arena);
    if (dateline_string_has_token(link->rel, DATELINE_LITERAL("canonical")))
        dateline_evidence_add(facts, DATELINE_FIELD_CANONICAL_URL, DATELINE_ORIGIN_LINK,
                              CANONICAL_WEIGHT, url, DATELINE_LITERAL("http link canonical"), 0, 0);
    const char *kind = dateline_string_has_token(link->rel, DATELINE_LITERAL("amphtml")) ? "amp"
                       : !dateline_string_has_token(link->rel, DATELINE_LITERAL("alternate")) ? NULL
                       : link->feed     ? "feed"
                       : link->language ? "language"
                       : link->print    ? "print"
                                        : NULL;
    if (kind && facts->alternate_count < DATELINE_ALTERNATE_LIMIT)
        facts->alternates[facts->alternate_count++] =
            (dateline_alternate){url, dateline_string_of(kind)};
}

static void read_links(dateline_facts *facts, dateline_string text) {
    for (size_t at = 0; at < text.length; at++) {
        at = skip_spaces(text, at);
        if (at >= text.length || text.data[at] != '<')
            return;
        const char *close = memchr(text.data + at, '>', text.length - at);
        if (!close)
            return;
        size_t end = (size_t)(close - text.data);
        http_link link = {.url = dateline_string_trim(dateline_string_part(text, at + 1, end))};
        at = read_parameters(text, end + 1, &link);
        take_link(facts, &link);
        if (at < text.length && text.data[at] != ',')
            return;
    }
}

void dateline_gather_response(dateline_facts *facts, const dateline_response *response) {
    read_language(facts, response->content_language);
    read_last_modified(facts, response->last_modified);
    read_links(facts, response->link);
}
