/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses. Nine of ten links are absolute or begin with one slash: these are resolved here
 * without taking them apart; the rest goes to dateline_url_resolve().
 */
#include "core/url.h"
#include "page/sweep.h"

/* A longer base is no address that anything was read from; and since every relative link repeats
 * it, its length times their number would not be linear. */
enum { LONGEST_BASE = 2048 };

/* WHATWG HTML 2.4.3: the first base element with an href, wherever it stands. */
static dateline_string base_of_tree(const dateline_tree *tree, dateline_arena *arena) {
    for (uint32_t i = 0; i < tree->nodes.count; i++)
        if (tree->nodes.items[i].tag == DATELINE_TAG_BASE &&
            tree->nodes.items[i].type == DATELINE_NODE_ELEMENT) {
            dateline_string href = dateline_tree_get(tree, i, DATELINE_ATTRIBUTE_HREF, arena);
            if (href.length)
                return href;
        }
    return dateline_absent;
}

void dateline_links_begin(dateline_sweep *sweep) {
    dateline_page *page = sweep->draft.page;
    dateline_arena *arena = sweep->draft.arena;
    dateline_string url = page->url.length <= LONGEST_BASE ? page->url : dateline_absent;
    dateline_string href = base_of_tree(sweep->tree, arena);
    page->base =
        href.length && href.length <= LONGEST_BASE ? dateline_url_resolve(url, href, arena) : url;
    sweep->origin = dateline_absent;
    if (!page->base.length || memchr(page->base.data, '\\', page->base.length))
        return;
    dateline_url base = dateline_url_parse(page->base);
    if (base.scheme.length && base.authority.length)
        sweep->origin =
            (dateline_string){base.scheme.data, (size_t)(base.authority.data +
                                                         base.authority.length - base.scheme.data)};
}

/* "/path" without anything that resolving would change. */
static bool is_plain_path(dateline_string address) {
    if (address.length < 2 || address.data[0] != '/' || address.data[1] == '/' ||
        dateline_is_space(address.data[address.length - 1]) ||
        address.data[address.length - 1] == '\xA0')
        return false;
    for (size_t i = 0; i < address.length; i++) {
        char byte = address.data[i];
        if (byte == '?' || byte == '#')
            return true;
        if (byte == '\\' || byte == 0 ||
            (byte == '/' && i + 1 < address.length && address.data[i + 1] == '.'))
            return false;
    }
    return true;
}

static bool is_plain_absolute(dateline_string address) {
    return (dateline_string_starts(address, DATELINE_LITERAL("https://")) ||
            dateline_string_starts(address, DATELINE_LITERAL("http://"))) &&
           !dateline_is_space(address.data[address.length - 1]) &&
           address.data[address.length - 1] != '\xA0';
}

dateline_string dateline_link_resolve(dateline_sweep *sweep, dateline_string address) {
    if (is_plain_absolute(address))
        return address;
    if (!sweep->origin.length || !is_plain_path(address))
        return dateline_url_resolve(sweep->draft.page->base, address, sweep->draft.arena);
    size_t length = sweep->origin.length + address.length;
    char *out = dateline_arena_allocate(sweep->draft.arena, length);
    if (!out)
        return dateline_absent;
    memcpy(out, sweep->origin.data, sweep->origin.length);
    memcpy(out + sweep->origin.length, address.data, address.length);
    return (dateline_string){out, length};
}
