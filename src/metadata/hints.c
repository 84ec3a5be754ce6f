/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What class and id tell: "c-byline__author", "entryDate". Names are weak evidence, but the only one
 * that a bare date or name has. An element's own words are looked up once; the blocks inside it ask
 * again and again.
 */
#include "metadata/evidence.h"
#include "metadata/name_words.h"

static bool is_word_char(char c) {
    return dateline_is_letter(c) || dateline_is_digit(c);
}

/* The words of "postDate", "post-date" and "POST_DATE", and the whole where it is one. */
static unsigned hints_of_names(dateline_string names) {
    unsigned hints = 0;
    for (size_t at = 0; at < names.length;) {
        while (at < names.length && !is_word_char(names.data[at]))
            at++;
        size_t begin = at, word = at;
        while (at < names.length && is_word_char(names.data[at])) {
            bool capital = names.data[at] >= 'A' && names.data[at] <= 'Z';
            if (at > word && capital && names.data[at - 1] >= 'a') {
                hints |= dateline_word_find(&dateline_hint_words,
                                            dateline_string_part(names, word, at));
                word = at;
            }
            at++;
        }
        if (at > word)
            hints |=
                dateline_word_find(&dateline_hint_words, dateline_string_part(names, word, at));
        if (word > begin)
            hints |=
                dateline_word_find(&dateline_hint_words, dateline_string_part(names, begin, at));
    }
    return hints;
}

static unsigned hints_of_tag(unsigned tag) {
    switch (tag) {
    case DATELINE_TAG_TIME:
        return DATELINE_HINT_DATE;
    case DATELINE_TAG_ASIDE:
    case DATELINE_TAG_FOOTER:
    case DATELINE_TAG_NAV:
        return DATELINE_HINT_ASIDE;
    default:
        return 0;
    }
}

static unsigned read_hints(const dateline_tree *tree, uint32_t node) {
    const dateline_node *element = &tree->nodes.items[node];
    unsigned hints = hints_of_tag(element->tag);
    if (element->attributes == DATELINE_NO_ATTRIBUTES)
        return hints;
    for (const dateline_attribute *a = &tree->attributes.items[element->attributes];; a++) {
        if (a->name == DATELINE_ATTRIBUTE_CLASS || a->name == DATELINE_ATTRIBUTE_ID ||
            a->name == DATELINE_ATTRIBUTE_DATA_TESTID)
            hints |= hints_of_names((dateline_string){tree->text + a->value_offset,
                                                      a->value_length});
        if (a->flags & DATELINE_ATTRIBUTE_LAST)
            return hints;
    }
}

static unsigned own_hints(dateline_facts *facts, uint32_t node) {
    dateline_hint_slot *slot = &facts->hints[node % DATELINE_HINT_SLOTS];
    if (!slot->known || slot->node != node)
        *slot = (dateline_hint_slot){node, (uint16_t)read_hints(facts->page->tree, node), true};
    return slot->own;
}

unsigned dateline_hints(dateline_facts *facts, uint32_t node) {
    enum { NEAR_LEVELS = 4, FAR_LEVELS = 14 };
    const dateline_tree *tree = facts->page->tree;
    if (!tree || !node)
        return 0;
    const dateline_node *nodes = tree->nodes.items;
    unsigned hints = 0;
    for (unsigned level = 0; level < FAR_LEVELS && node && node != tree->body; level++) {
        if (nodes[node].type == DATELINE_NODE_ELEMENT) {
            unsigned own = own_hints(facts, node);
            /* The article's own <header> and <footer> hold its byline. */
            hints |= level < NEAR_LEVELS ? own : own & (DATELINE_HINT_COMMENT | DATELINE_HINT_ASIDE);
        }
        node = nodes[node].parent;
    }
    return hints;
}
