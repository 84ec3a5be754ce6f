/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The section, as a way of steps: "Sport", "Football". The steps of one source are a way; of
 * breadcrumbs that the reader sees, those side by side, for many pages have a second one for small
 * screens, or menus in a box of that name. The way that is trusted most is taken.
 */
#include "metadata/evidence.h"
#include "metadata/name_words.h"

enum {
    LONGEST_STEP = 60,     /* in bytes */
    LONGEST_WAY = 8,       /* a breadcrumb with more steps is a menu */
    TITLE_LIKE = 15,       /* what begins as a title, and is longer, is the title */
    LIST_OF_CATEGORIES = 2 /* commas in the shortest */
};

typedef struct way {
    dateline_evidence *last; /* its last candidate so far */
    unsigned length;         /* different candidates, steps or not */
    unsigned steps;
} way;

/* The ways of a page, the way of each candidate, and whether it is a step of it. */
typedef struct map {
    dateline_facts *facts;
    dateline_evidence *items[DATELINE_EVIDENCE_LIMIT];
    uint8_t way_of[DATELINE_EVIDENCE_LIMIT];
    bool is_step[DATELINE_EVIDENCE_LIMIT];
    unsigned count;
    way ways[DATELINE_EVIDENCE_LIMIT];
    unsigned way_count;
} map;

/* ---- Steps ---------------------------------------------------------------------------------- */

/* "Homepage of the Harbour Post", "Harbour Post Startseite" */
static bool begins_or_ends_at_home(dateline_string text) {
    static const char *const words[] = {"homepage", "startseite", "accueil"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        dateline_string word = dateline_string_of(words[i]);
        if (text.length > word.length &&
            ((dateline_string_starts_nocase(text, word) && text.data[word.length] == ' ') ||
             (dateline_string_ends_nocase(text, word) &&
              text.data[text.length - word.length - 1] == ' ')))
            return true;
    }
    return false;
}

/* "Home" and its like lead every breadcrumb and say nothing. */
static bool is_home(const dateline_facts *facts, const dateline_evidence *item) {
    if ((dateline_word_find(&dateline_name_words, item->value) & DATELINE_NAME_HOME) ||
        begins_or_ends_at_home(item->value))
        return true;
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_SITE && facts->items[i].key == item->key)
            return true;
    return false;
}

static dateline_string without_ellipsis(dateline_string text) {
    while (text.length && text.data[text.length - 1] == '.')
        text.length--;
    if (dateline_string_ends_nocase(text, DATELINE_LITERAL("\xE2\x80\xA6")))
        text.length -= 3;
    return dateline_string_trim(text);
}

/* The page itself stands at the end of many breadcrumbs, often cut or with the site behind it. */
static bool is_title(const dateline_facts *facts, const dateline_evidence *item) {
    dateline_string text = without_ellipsis(item->value);
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *title = &facts->items[i];
        if (title->field != DATELINE_FIELD_TITLE)
            continue;
        bool whole = title->key == item->key && (title->chosen || text.length > TITLE_LIKE);
        if (whole ||
            (text.length > TITLE_LIKE && dateline_string_starts_nocase(title->value, text)) ||
            (title->value.length > TITLE_LIKE && dateline_string_starts_nocase(text, title->value)))
            return true;
    }
    return false;
}

/* "You are here:", "{{ item.title }}", "/world/europe", "5 May 2022", "Please sign in to post." */
static bool is_furniture(const dateline_facts *facts, dateline_string text) {
    dateline_date_context context = {.captured = facts->captured};
    dateline_date date;
    char last = text.data[text.length - 1];
    bool words = memchr(text.data, ' ', text.length) != NULL;
    return last == ':' || text.data[0] == '/' ||
           (words && (last == '.' || last == '?' || last == '!')) ||
           dateline_string_find(text, DATELINE_LITERAL("{{"), 0) != SIZE_MAX ||
           dateline_date_find(text, 0, &context, &date);
}

static bool is_step(const dateline_facts *facts, const dateline_evidence *item, uint64_t title) {
    return item->value.length && item->value.length <= LONGEST_STEP && item->key != title &&
           !is_home(facts, item) && !is_title(facts, item) && !is_furniture(facts, item->value);
}

/* ---- Ways ----------------------------------------------------------------------------------- */

static bool continues(const way *w, const dateline_evidence *item) {
    return w->last->origin == item->origin &&
           dateline_string_equal(w->last->source, item->source) &&
           (item->block == DATELINE_NONE || item->block - w->last->block <= 1);
}

/* Items are in the order in which they were found, so a way's blocks come from first to last. */
static uint8_t way_of(map *m, const dateline_evidence *item) {
    for (unsigned i = m->way_count; i > 0; i--)
        if (continues(&m->ways[i - 1], item))
            return (uint8_t)(i - 1);
    return (uint8_t)m->way_count++;
}

/* A second breadcrumb beside the first makes no longer way. */
static bool is_repeated(const map *m, uint8_t index, const dateline_evidence *item) {
    for (unsigned i = 0; i < m->count; i++)
        if (m->way_of[i] == index && m->items[i]->key == item->key)
            return true;
    return false;
}

static void find_ways(map *m) {
    uint64_t title = m->facts->title_key;
    for (uint32_t i = 0; i < m->facts->count && m->count < DATELINE_EVIDENCE_LIMIT; i++) {
        dateline_evidence *item = &m->facts->items[i];
        if (item->field != DATELINE_FIELD_SECTION)
            continue;
        uint8_t index = way_of(m, item);
        way *w = &m->ways[index];
        w->last = item;
        w->length += !is_repeated(m, index, item);
        m->is_step[m->count] = is_step(m->facts, item, title);
        w->steps += m->is_step[m->count];
        m->way_of[m->count] = index;
        m->items[m->count++] = item;
    }
}

/* A way of several steps says more than one word. */
static int score_of(const way *w) {
    if (!w->steps || (w->last->block != DATELINE_NONE && w->length > LONGEST_WAY))
        return 0;
    return w->last->weight * 8 + (w->length > 1 && w->length <= LONGEST_WAY ? 60 : 0);
}

static const way *best_way(const map *m) {
    const way *best = NULL;
    for (unsigned i = 0; i < m->way_count; i++)
        if (score_of(&m->ways[i]) > (best ? score_of(best) : 0))
            best = &m->ways[i];
    return best;
}

/* ---- The section ---------------------------------------------------------------------------- */

static void add_step(dateline_record *record, dateline_string *section, dateline_string step) {
    uint64_t key = dateline_fold_key(step);
    for (size_t i = 0; i < record->section_count; i++)
        if (dateline_fold_key(section[i]) == key)
            return;
    if (step.length)
        section[record->section_count++] = step;
}

static size_t commas_in(dateline_string text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == ',';
    return count;
}

/* "Articles,Highlight,Legal": some sites join a page's categories. */
static bool is_list(dateline_string text) {
    size_t comma = dateline_string_find(text, DATELINE_LITERAL(","), 0);
    return commas_in(text) >= LIST_OF_CATEGORIES ||
           (comma + 1 < text.length && !dateline_is_space(text.data[comma + 1]));
}

static void add_steps(dateline_record *record, dateline_string *section, dateline_string text,
                      bool list) {
    size_t begin = 0;
    for (size_t at = 0; list && at < text.length; at++)
        if (text.data[at] == ',') {
            add_step(record, section, dateline_string_trim(dateline_string_part(text, begin, at)));
            begin = at + 1;
        }
    add_step(record, section, dateline_string_trim(dateline_string_part(text, begin, text.length)));
}

bool dateline_choose_section(dateline_facts *facts) {
    map m = {.facts = facts};
    find_ways(&m);
    const way *best = best_way(&m);
    size_t room = 0;
    for (unsigned i = 0; i < m.count; i++) {
        dateline_evidence *item = m.items[i];
        const way *w = &m.ways[m.way_of[i]];
        item->score = score_of(w);
        item->chosen = w == best && m.is_step[i];
        item->reason = item->chosen   ? "a step of the best source"
                       : w == best    ? "the way home or the page itself"
                       : !item->score ? "a menu, or nothing but the page itself"
                                      : "another source scores higher";
        room += item->chosen ? commas_in(item->value) + 1 : 0;
    }
    if (!best)
        return true;
    dateline_string *section = DATELINE_ARENA_ARRAY(facts->arena, dateline_string, room);
    if (!section)
        return false;
    for (unsigned i = 0; i < m.count; i++)
        if (m.items[i]->chosen)
            add_steps(facts->record, section, m.items[i]->value,
                      best->length == 1 && is_list(m.items[i]->value));
    facts->record->section = section;
    facts->record->field_confidence[DATELINE_FIELD_SECTION] = (float)score_of(best) / 1000;
    return true;
}
