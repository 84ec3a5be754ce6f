/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of candidates and the little tools that every gatherer and chooser needs.
 */
#include "metadata/evidence.h"

#include "core/bytes.h"
#include "core/utf8.h"

/* ---- Candidates ----------------------------------------------------------------------------- */

static bool grow(dateline_facts *facts) {
    uint32_t capacity = facts->capacity ? facts->capacity * 2 : 64;
    dateline_evidence *items = DATELINE_ARENA_ARRAY(facts->arena, dateline_evidence, capacity);
    if (!items)
        return false;
    if (facts->count)
        memcpy(items, facts->items, facts->count * sizeof *items);
    facts->items = items;
    facts->capacity = capacity;
    return true;
}

dateline_evidence *dateline_evidence_add(dateline_facts *facts, dateline_field field,
                                         dateline_origin origin, int weight, dateline_string value,
                                         dateline_string source, uint32_t begin, uint32_t end) {
    if (!value.length || facts->field_count[field] >= DATELINE_EVIDENCE_LIMIT)
        return NULL;
    if (facts->count == facts->capacity && !grow(facts))
        return NULL;
    enum { LONG = 120 }; /* longer values are equal to the byte or not the same */
    facts->field_count[field]++;
    dateline_evidence *item = &facts->items[facts->count++];
    *item = (dateline_evidence){.field = field,
                                .origin = origin,
                                .weight = weight,
                                .value = value,
                                .source = source,
                                .begin = begin,
                                .end = end,
                                .block = DATELINE_NONE,
                                .key = value.length > LONG ? dateline_hash(value.data, value.length)
                                                           : dateline_fold_key(value),
                                .reason = "not considered"};
    return item;
}

dateline_evidence *dateline_evidence_add_block(dateline_facts *facts, dateline_field field,
                                               dateline_origin origin, int weight,
                                               dateline_string value, dateline_string source,
                                               uint32_t block, uint32_t begin, uint32_t end) {
    dateline_evidence *item =
        dateline_evidence_add(facts, field, origin, weight, value, source, begin, end);
    if (item)
        item->block = block;
    return item;
}

dateline_evidence *dateline_evidence_choose(dateline_facts *facts, dateline_field field,
                                            int threshold) {
    dateline_evidence *best = NULL;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field == field && item->score >= threshold &&
            (!best || item->score > best->score))
            best = item;
    }
    if (!best)
        return NULL;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field == field && item->key == best->key && item->score > 0)
            item->reason = "says the same as the winner";
    }
    best->chosen = true;
    best->reason = "best score";
    facts->record->field_confidence[field] = (float)best->score / 1000;
    return best;
}

/* ---- Export --------------------------------------------------------------------------------- */

static dateline_span span_of(const dateline_facts *facts, const dateline_evidence *item) {
    const dateline_page *page = facts->page;
    if (item->begin >= item->end)
        return (dateline_span){0, 0};
    if (item->block == DATELINE_NONE)
        return (dateline_span){dateline_text_origin(page->text, item->begin),
                               dateline_text_origin(page->text, item->end)};
    size_t count = 0;
    const dateline_span *spans =
        dateline_page_spans(page, facts->arena, item->block, item->begin, item->end, &count);
    return count ? (dateline_span){spans[0].begin, spans[count - 1].end} : (dateline_span){0, 0};
}

static bool comes_before(const dateline_evidence *a, const dateline_evidence *b) {
    if (a->chosen != b->chosen)
        return a->chosen;
    return a->score > b->score;
}

static void export_item(const dateline_facts *facts, const dateline_evidence *item,
                        dateline_candidate *out) {
    int score = item->score < 0 ? 0 : item->score > 1000 ? 1000 : item->score;
    *out = (dateline_candidate){.field = item->field,
                                .value = item->value,
                                .source = item->source,
                                .span = span_of(facts, item),
                                .score = (float)score / 1000,
                                .chosen = item->chosen,
                                .reason = item->reason};
}

/* Each field's candidates go where those of the fields before it end, by insertion: there are at
   most DATELINE_EVIDENCE_LIMIT. */
static void sort_items(const dateline_facts *facts, const dateline_evidence **sorted) {
    uint32_t begins[DATELINE_FIELD_COUNT], ends[DATELINE_FIELD_COUNT], begin = 0;
    for (unsigned field = 0; field < DATELINE_FIELD_COUNT; field++) {
        begins[field] = ends[field] = begin;
        begin += facts->field_count[field];
    }
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        uint32_t at = ends[item->field]++;
        for (; at > begins[item->field] && comes_before(item, sorted[at - 1]); at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = item;
    }
}

bool dateline_evidence_export(dateline_facts *facts) {
    enum { MOST = DATELINE_FIELD_COUNT * DATELINE_EVIDENCE_LIMIT };
    const dateline_evidence *sorted[MOST];
    dateline_candidate *out = DATELINE_ARENA_ARRAY(facts->arena, dateline_candidate, facts->count);
    if (!out)
        return false;
    sort_items(facts, sorted);
    for (uint32_t i = 0; i < facts->count; i++)
        export_item(facts, sorted[i], &out[i]);
    facts->record->candidates = out;
    facts->record->candidate_count = facts->count;
    return true;
}

/* ---- Text ----------------------------------------------------------------------------------- */

static bool is_clean(dateline_string text) {
    bool space = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '&' || c == '<' || c == '\n' || c == '\t' || c == '\r' || c == '\f' ||
            (c == ' ' && space) ||
            (c == (char)0xC2 && i + 1 < text.length &&
             (text.data[i + 1] == (char)0xA0 || text.data[i + 1] == (char)0xAD)))
            return false;
        space = c == ' ';
    }
    return true;
}

/* Sixteen bytes that is_clean() may mind, of which those before are one place earlier. */
static dateline_bytes find_unclean(dateline_bytes bytes, dateline_bytes before) {
    dateline_bytes marks =
        dateline_bytes_or(dateline_bytes_equal(bytes, '&'), dateline_bytes_equal(bytes, '<'));
    dateline_bytes others = dateline_bytes_or(dateline_bytes_equal(bytes, (char)0xC2),
                                              dateline_bytes_at_most(bytes, '\r'));
    dateline_bytes spaces =
        dateline_bytes_and(dateline_bytes_equal(bytes, ' '), dateline_bytes_equal(before, ' '));
    return dateline_bytes_or(dateline_bytes_or(marks, others), spaces);
}

/* Says of most texts that they are clean, of none that it is not; the last bytes overlap. */
static bool is_surely_clean(dateline_string text) {
    if (text.length <= DATELINE_BLOCK || memchr("&<\xC2", text.data[0], 3))
        return false;
    const char *last = dateline_string_end(text) - DATELINE_BLOCK, *at = text.data + 1;
    dateline_bytes found = find_unclean(dateline_bytes_load(last), dateline_bytes_load(last - 1));
    for (; at < last; at += DATELINE_BLOCK)
        found = dateline_bytes_or(
            found, find_unclean(dateline_bytes_load(at), dateline_bytes_load(at - 1)));
    return !dateline_bytes_mask(found);
}

static bool opens_tag(dateline_string text, size_t at) {
    return text.data[at] == '<' && at + 1 < text.length &&
           (dateline_is_letter(text.data[at + 1]) || text.data[at + 1] == '/');
}

/* Writes over the copy: it only gets shorter. */
static dateline_string collapse(char *data, size_t length) {
    dateline_string text = {data, length};
    size_t out = 0, no_tag_before = 0;
    bool space = false;
    for (size_t i = 0; i < length; i++) {
        if (i >= no_tag_before && opens_tag(text, i)) {
            const char *close = memchr(data + i, '>', length - i);
            if (close) {
                i = (size_t)(close - data);
                space = space || out > 0;
                continue;
            }
            no_tag_before = length;
        }
        bool hidden = data[i] == (char)0xC2 && i + 1 < length && data[i + 1] == (char)0xAD;
        bool no_break = data[i] == (char)0xC2 && i + 1 < length && data[i + 1] == (char)0xA0;
        if (hidden || no_break)
            i++;
        if (hidden)
            continue;
        if (no_break || dateline_is_space(data[i])) {
            space = out > 0;
            continue;
        }
        if (space)
            data[out++] = ' ';
        space = false;
        data[out++] = data[i];
    }
    return (dateline_string){data, out};
}

dateline_string dateline_clean(dateline_string text, dateline_arena *arena) {
    text = dateline_string_trim(text);
    if (is_surely_clean(text) || is_clean(text))
        return text;
    /* Twice: content management systems like to escape what is escaped. */
    for (int pass = 0; pass < 2 && text.length && memchr(text.data, '&', text.length); pass++)
        text = dateline_references_expand(text, false, arena);
    char *copy = DATELINE_ARENA_ARRAY(arena, char, text.length + 2);
    if (!copy || !text.length)
        return dateline_absent;
    memcpy(copy, text.data, text.length);
    return collapse(copy, text.length);
}

/* Beyond ASCII everything counts but the general punctuation and spaces. */
static bool is_folded_away(const char *at, size_t left, unsigned *length) {
    uint8_t c = (uint8_t)at[0];
    if (c == 0xC2 && left > 1) {
        *length = 2;
        return true;
    }
    if (c == 0xE2 && left > 2 && ((uint8_t)at[1] == 0x80 || (uint8_t)at[1] == 0x81)) {
        *length = 3;
        return true;
    }
    return false;
}

/* What each character of ASCII is folded to; 0: nothing. */
static const char folded_ascii[128] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
    ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
    ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',
    ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
    ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',
    ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
    ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
    ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

/* Folds from *at on until the text or the room ends. No branch asks what an ASCII character is. */
static size_t fold_part(dateline_string text, size_t *at, char *out, size_t room) {
    size_t length = 0, i = *at;
    while (i < text.length && length < room) {
        uint8_t c = (uint8_t)text.data[i];
        unsigned step;
        if (c < 0x80) {
            out[length] = folded_ascii[c];
            length += folded_ascii[c] != 0;
            i++;
        } else if (is_folded_away(text.data + i, text.length - i, &step)) {
            i += step;
        } else {
            out[length++] = text.data[i++];
        }
    }
    *at = i;
    return length;
}

uint64_t dateline_fold_key(dateline_string text) {
    enum { PART = 128 };
    char part[PART];
    uint64_t key = 0;
    for (size_t at = 0, length = PART; length == PART;) {
        length = fold_part(text, &at, part, PART);
        key = key * 0x9E3779B97F4A7C15u ^ dateline_hash(part, length);
    }
    return key;
}

dateline_string dateline_fold(dateline_string text, dateline_arena *arena) {
    char *out = DATELINE_ARENA_ARRAY(arena, char, text.length + 1);
    size_t at = 0;
    return out ? (dateline_string){out, fold_part(text, &at, out, text.length + 1)}
               : dateline_absent;
}

static bool joins_words(const dateline_node *element) {
    return element->tag == DATELINE_TAG_B || element->tag == DATELINE_TAG_I ||
           element->tag == DATELINE_TAG_EM || element->tag == DATELINE_TAG_STRONG;
}

dateline_string dateline_element_text(const dateline_facts *facts, uint32_t node, size_t limit) {
    enum { NODES = 64 }; /* so that nested elements stay linear */
    const dateline_tree *tree = facts->page->tree;
    const dateline_node *nodes = tree->nodes.items;
    char *out = DATELINE_ARENA_ARRAY(facts->arena, char, limit + 1);
    if (!out)
        return dateline_absent;
    size_t length = 0;
    uint32_t end = nodes[node].subtree_end, parent = node;
    if (end - node > NODES)
        end = node + NODES;
    for (uint32_t i = node + 1; i < end && length < limit; i++) {
        if (nodes[i].type != DATELINE_NODE_TEXT || (nodes[i].flags & DATELINE_NODE_RAW))
            continue;
        if (length && nodes[i].parent != parent && !joins_words(&nodes[nodes[i].parent]) &&
            !joins_words(&nodes[parent]))
            out[length++] = ' ';
        parent = nodes[i].parent;
        dateline_string text = dateline_tree_text(tree, i, facts->arena);
        size_t take = text.length < limit - length ? text.length : limit - length;
        if (take)
            memcpy(out + length, text.data, take);
        length += take;
    }
    length = dateline_utf8_valid_length(out, length);
    return dateline_clean((dateline_string){out, length}, facts->arena);
}
