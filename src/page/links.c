/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses. Nearly all links are absolute, or begin with a slash or '#' and have no dot segments:
 * these are put together here without being taken apart. The rest goes to dateline_url_resolve(),
 * which gives the same for all of them.
 */
#include "core/url.h"
#include "page/sweep.h"

/* Every relative link repeats the base, which hostile pages make long: what they add to the page
 * in all is bounded. Behind that, addresses stay as written. */
enum { LONGEST_BASE = 2048, GROWTH = 4, GROWTH_AT_LEAST = 1 << 20 };

/* WHATWG HTML 2.4.3: the first base element with an href, wherever it stands. */
static dateline_string base_of_page(const dateline_page *page, dateline_arena *arena) {
    for (uint32_t i = 0; i < page->head.count; i++) {
        uint32_t node = page->head.items[i];
        if (page->tree->nodes.items[node].tag != DATELINE_TAG_BASE)
            continue;
        dateline_string href = dateline_tree_get(page->tree, node, DATELINE_ATTRIBUTE_HREF, arena);
        if (href.length)
            return href;
    }
    return dateline_absent;
}

static bool has_byte(dateline_string address, char byte) {
    return memchr(address.data, byte, address.length) != NULL;
}

/* A segment "." or "..", or a name that begins with a dot, or a query that looks so. */
static bool may_have_dot_segment(dateline_string address) {
    const char *p = address.data, *end = address.data + address.length;
    for (; p < end && (p = memchr(p, '.', (size_t)(end - p))) != NULL; p++)
        if (p > address.data && p[-1] == '/')
            return true;
    return false;
}

/* Cut the parts that addresses are put behind off the base. */
static void keep_prefixes(dateline_sweep *sweep, dateline_string address) {
    sweep->scheme = sweep->origin = sweep->document = dateline_absent;
    if (!address.length || has_byte(address, '\\') || may_have_dot_segment(address))
        return;
    dateline_url base = dateline_url_parse(address);
    if (!base.scheme.length || !base.authority.length)
        return;
    const char *begin = base.scheme.data;
    const char *document_end =
        base.query.data ? base.query.data + base.query.length : base.path.data + base.path.length;
    sweep->scheme = (dateline_string){begin, base.scheme.length + 1};
    sweep->origin =
        (dateline_string){begin, (size_t)(base.authority.data + base.authority.length - begin)};
    sweep->document = (dateline_string){begin, (size_t)(document_end - begin)};
}

/* Resolving would trim white space, U+00A0 too, behind it. */
static bool ends_in_space(dateline_string address) {
    char last = address.data[address.length - 1];
    return dateline_is_space(last) || last == '\xA0';
}

static bool is_plain_absolute(dateline_string address) {
    return address.length > 8 && memcmp(address.data, "http", 4) == 0 &&
           (memcmp(address.data + 4, "s://", 4) == 0 || memcmp(address.data + 4, "://", 3) == 0) &&
           !ends_in_space(address);
}

/* What a link or a meta says to be the page's own address. */
static dateline_string own_address(const dateline_tree *tree, uint32_t node,
                                   dateline_arena *arena) {
    bool link = tree->nodes.items[node].tag == DATELINE_TAG_LINK;
    dateline_string what = dateline_tree_get(
        tree, node, link ? DATELINE_ATTRIBUTE_REL : DATELINE_ATTRIBUTE_PROPERTY, arena);
    bool own = link ? dateline_string_has_token(what, DATELINE_LITERAL("canonical"))
                    : dateline_string_equal_nocase(what, DATELINE_LITERAL("og:url"));
    if (!own)
        return dateline_absent;
    dateline_string address = dateline_string_trim(dateline_tree_get(
        tree, node, link ? DATELINE_ATTRIBUTE_HREF : DATELINE_ATTRIBUTE_CONTENT, arena));
    return is_plain_absolute(address) ? address : dateline_absent;
}

/* A page that was saved has lost its address, but its head mostly says it. */
static dateline_string address_in_head(const dateline_page *page, dateline_arena *arena) {
    const dateline_tree *tree = page->tree;
    for (uint32_t i = 0; i < page->head.count; i++) {
        uint32_t node = page->head.items[i];
        uint16_t tag = tree->nodes.items[node].tag;
        if (tree->body && node > tree->body)
            break;
        if (tag != DATELINE_TAG_LINK && tag != DATELINE_TAG_META)
            continue;
        dateline_string address = own_address(tree, node, arena);
        if (address.length)
            return address;
    }
    return dateline_absent;
}

void dateline_links_begin(dateline_sweep *sweep) {
    dateline_page *page = sweep->draft.page;
    dateline_arena *arena = sweep->draft.arena;
    dateline_string url = page->url.length ? page->url : address_in_head(page, arena);
    if (url.length > LONGEST_BASE)
        url = dateline_absent;
    dateline_string href = base_of_page(page, arena);
    page->base =
        href.length && href.length <= LONGEST_BASE ? dateline_url_resolve(url, href, arena) : url;
    keep_prefixes(sweep, page->base);
    sweep->growth = (uint64_t)GROWTH * page->text->length + GROWTH_AT_LEAST;
}

/* Nothing in it that resolving would change. */
static bool is_plain(dateline_string address) {
    return !ends_in_space(address) && !has_byte(address, '\\') && !has_byte(address, 0) &&
           !may_have_dot_segment(address);
}

/* What of the base comes before "//host", "/path", "#fragment"; absent: it is not so simple. */
static dateline_string prefix_of(const dateline_sweep *sweep, dateline_string address) {
    if (address.length < 2 || !is_plain(address))
        return dateline_absent;
    if (address.data[0] == '#')
        return sweep->document;
    if (address.data[0] != '/')
        return dateline_absent;
    return address.data[1] == '/' ? sweep->scheme : sweep->origin;
}

dateline_string dateline_link_resolve(dateline_sweep *sweep, dateline_string address) {
    if (is_plain_absolute(address))
        return address;
    if (sweep->growth < sweep->draft.page->base.length)
        return address;
    sweep->growth -= sweep->draft.page->base.length;
    dateline_string prefix = prefix_of(sweep, address);
    if (!prefix.length)
        return dateline_url_resolve(sweep->draft.page->base, address, sweep->draft.arena);
    char *out = dateline_arena_allocate(sweep->draft.arena, prefix.length + address.length);
    if (!out)
        return dateline_absent;
    memcpy(out, prefix.data, prefix.length);
    memcpy(out + prefix.length, address.data, address.length);
    return (dateline_string){out, prefix.length + address.length};
}
