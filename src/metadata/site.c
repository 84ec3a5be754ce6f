/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the page belongs: the site's name, its addresses, and the small fields that one or two
 * sources give and that need no contest.
 */
#include "core/utf8.h"
#include "metadata/evidence.h"
#include "metadata/name_words.h"

/* ---- Site ----------------------------------------------------------------------------------- */

static int site_agreement(const dateline_facts *facts, const dateline_evidence *item) {
    unsigned origins = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_SITE && facts->items[i].key == item->key)
            origins |= 1u << facts->items[i].origin;
    return __builtin_popcount(origins) - 1;
}

static size_t first_word(dateline_string text, size_t from) {
    const char *cursor = text.data + from, *end = dateline_string_end(text), *at = cursor;
    while (at < end && !(dateline_unicode(dateline_utf8_decode(&cursor, end)) &
                         (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)))
        at = cursor;
    return (size_t)(at - text.data);
}

/* "By Jane Roe" */
static bool is_byline(dateline_string text) {
    const char *space = memchr(text.data, ' ', text.length);
    size_t end = space ? (size_t)(space - text.data) : text.length;
    return (dateline_word_find(&dateline_name_words, dateline_string_part(text, 0, end)) &
            DATELINE_NAME_BY) != 0;
}

/* The end of <title> that is left when the title is taken off: " | Press TV", but not " for sale".
 */
static void gather_title_end(dateline_facts *facts) {
    dateline_string whole = facts->title_element, title = facts->record->title;
    if (!title.length || whole.length <= title.length + 3 ||
        !dateline_string_starts_nocase(whole, title))
        return;
    size_t begin = first_word(whole, title.length);
    dateline_string gap = dateline_string_part(whole, title.length, begin);
    dateline_string end = dateline_string_part(whole, begin, whole.length);
    if (dateline_string_trim(gap).length && end.length && end.length <= 40 && !is_byline(end))
        dateline_evidence_add(facts, DATELINE_FIELD_SITE, DATELINE_ORIGIN_TITLE, 46, end,
                              DATELINE_LITERAL("title"), 0, 0);
}

static void gather_host(dateline_facts *facts) {
    dateline_string host = dateline_url_parse(facts->page->url).host;
    if (dateline_string_starts_nocase(host, DATELINE_LITERAL("www.")))
        host = dateline_string_part(host, 4, host.length);
    dateline_evidence_add(facts, DATELINE_FIELD_SITE, DATELINE_ORIGIN_ADDRESS, 20, host,
                          DATELINE_LITERAL("url"), 0, 0);
}

/* Is a name, but for case, spaces and marks, a label of the host, or several: "Deal Doctor" of
   www.deal-doctor.example? */
static bool names_host(dateline_string name, dateline_string host) {
    if (!dateline_string_has_small_letter(
            name)) /* of "Deal Doctors' Board - DDB" the name says more */
        return false;
    for (size_t begin = 0; begin < host.length;) {
        size_t n = 0, h = begin;
        for (; n < name.length; n++) {
            while (h < host.length && (host.data[h] == '-' || host.data[h] == '.') && h > begin)
                h++;
            if (!dateline_is_letter(name.data[n]) && !dateline_is_digit(name.data[n]) &&
                (uint8_t)name.data[n] < 0x80)
                continue;
            if (h == host.length || dateline_lower(name.data[n]) != dateline_lower(host.data[h]))
                break;
            h++;
        }
        if (n == name.length && h > begin + 3 && (h == host.length || host.data[h] == '.'))
            return true;
        while (begin < host.length && host.data[begin] != '.')
            begin++;
        begin++;
    }
    return false;
}

/* "Deal Doctor - The best deals", "The best deals • Deal Doctor": the part that the host bears. */
static dateline_string without_slogan(dateline_string name, dateline_string host) {
    static const char *const marks[] = {" - ", " – ", " — ", " | ", " • ", " · ", ": "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = dateline_string_find(name, dateline_string_of(marks[i]), 0);
        if (at == SIZE_MAX)
            continue;
        dateline_string first = dateline_string_trim(dateline_string_part(name, 0, at));
        dateline_string last =
            dateline_string_trim(dateline_string_part(name, at + strlen(marks[i]), name.length));
        if (names_host(first, host))
            return first;
        if (names_host(last, host))
            return last;
    }
    return name;
}

static void cut_slogans(dateline_facts *facts) {
    dateline_string host = dateline_url_parse(facts->page->base).host;
    for (uint32_t i = 0; host.length && i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_SITE || item->origin == DATELINE_ORIGIN_ADDRESS)
            continue;
        dateline_string name = without_slogan(item->value, host);
        if (name.length != item->value.length) {
            item->value = name;
            item->key = dateline_fold_key(name);
        }
    }
}

void dateline_choose_site(dateline_facts *facts) {
    gather_title_end(facts);
    gather_host(facts);
    cut_slogans(facts);
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_SITE)
            continue;
        item->score = item->weight * 8 + 90 * site_agreement(facts, item);
        item->reason = "another candidate scores higher";
        if (item->value.length > 80 || item->value.data[0] == '@' ||
            dateline_string_starts_nocase(item->value, DATELINE_LITERAL("http"))) {
            item->score = 0;
            item->reason = "an address or a text, no name";
        }
    }
    const dateline_evidence *site = dateline_evidence_choose(facts, DATELINE_FIELD_SITE, 100);
    if (site)
        facts->record->site = site->value;
}

/* ---- Addresses ------------------------------------------------------------------------------ */

static bool is_absolute(dateline_string url) {
    return dateline_string_starts_nocase(url, DATELINE_LITERAL("http://")) ||
           dateline_string_starts_nocase(url, DATELINE_LITERAL("https://"));
}

static void choose_canonical(dateline_facts *facts) {
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_CANONICAL_URL)
            continue;
        item->value = dateline_url_resolve(facts->page->base, item->value, facts->arena);
        item->score = is_absolute(item->value) ? item->weight * 10 : 0;
        item->reason = item->score ? "another source is trusted more" : "not an absolute address";
    }
    const dateline_evidence *best =
        dateline_evidence_choose(facts, DATELINE_FIELD_CANONICAL_URL, 100);
    if (best)
        facts->record->canonical_url = best->value;
}

/* Words of an address block that are addresses: "www.presstv.co.uk". */
static void gather_mirrors(dateline_facts *facts, dateline_string text) {
    for (size_t at = 0; at < text.length;) {
        while (at < text.length && dateline_is_space(text.data[at]))
            at++;
        size_t begin = at;
        while (at < text.length && !dateline_is_space(text.data[at]))
            at++;
        dateline_string word = dateline_string_part(text, begin, at);
        while (word.length &&
               (word.data[word.length - 1] == '.' || word.data[word.length - 1] == ','))
            word.length--;
        bool address =
            is_absolute(word) || dateline_string_starts_nocase(word, DATELINE_LITERAL("www."));
        const char *dot = word.length > 4 ? memchr(word.data + 1, '.', word.length - 2) : NULL;
        bool alone = begin == 0 && at == text.length && dot && !memchr(word.data, '@', word.length);
        if ((address || alone) && facts->alternate_count < DATELINE_ALTERNATE_LIMIT)
            facts->alternates[facts->alternate_count++] =
                (dateline_alternate){word, DATELINE_LITERAL("mirror")};
    }
}

static bool is_repeated(const dateline_facts *facts, unsigned index) {
    const dateline_alternate *a = &facts->alternates[index];
    if (dateline_string_equal(a->url, facts->record->canonical_url) ||
        dateline_string_equal(a->url, facts->page->url))
        return true;
    for (unsigned i = 0; i < index; i++)
        if (dateline_string_equal(facts->alternates[i].url, a->url))
            return true;
    return false;
}

bool dateline_choose_addresses(dateline_facts *facts) {
    const dateline_block *blocks = facts->page->blocks.items;
    choose_canonical(facts);
    for (uint32_t n = 0; n < facts->special_count; n++)
        if (blocks[facts->special[n]].role == DATELINE_ROLE_ADDRESS)
            gather_mirrors(facts, blocks[facts->special[n]].text);
    if (!facts->alternate_count)
        return true;
    dateline_alternate *out =
        DATELINE_ARENA_ARRAY(facts->arena, dateline_alternate, facts->alternate_count);
    if (!out)
        return false;
    facts->record->alternates = out;
    for (unsigned i = 0; i < facts->alternate_count; i++)
        if (!is_repeated(facts, i))
            out[facts->record->alternate_count++] = facts->alternates[i];
    return true;
}

/* ---- The rest ------------------------------------------------------------------------------- */

/* How many other sources say the same. Of two metas of one name the page's own is repeated in other
   ones, the site's is not. */
static int repetitions(const dateline_facts *facts, const dateline_evidence *item) {
    int count = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        count += facts->items[i].field == item->field && facts->items[i].key == item->key &&
                 !dateline_string_equal(facts->items[i].source, item->source);
    return count < 9 ? count : 9;
}

/* Fields whose best source is simply believed. */
static dateline_string choose_by_weight(dateline_facts *facts, dateline_field field) {
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != field)
            continue;
        item->score = item->weight * 10 + repetitions(facts, item);
        item->reason = "another source is trusted more";
    }
    const dateline_evidence *best = dateline_evidence_choose(facts, field, 100);
    return best ? best->value : dateline_absent;
}

/* "ece_frontpage", "type_review", "source:tagname:US": names for a site's own machinery. */
static bool is_machine_tag(dateline_string tag) {
    size_t small = 0, marks = 0;
    for (size_t i = 0; i < tag.length; i++) {
        small += tag.data[i] >= 'a' && tag.data[i] <= 'z';
        marks += tag.data[i] == '_' ||
                 (tag.data[i] == ':' && i + 1 < tag.length && !dateline_is_space(tag.data[i + 1]));
    }
    return (marks && small + marks == tag.length) ||
           dateline_string_find(tag, DATELINE_LITERAL(":tagname:"), 0) != SIZE_MAX;
}

static bool take_tags(dateline_facts *facts) {
    size_t count = 0;
    uint64_t keys[DATELINE_EVIDENCE_LIMIT];
    dateline_string *tags =
        DATELINE_ARENA_ARRAY(facts->arena, dateline_string, DATELINE_EVIDENCE_LIMIT);
    if (!tags)
        return false;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_TAGS)
            continue;
        bool known = false, machine = is_machine_tag(item->value);
        for (size_t k = 0; k < count; k++)
            known |= keys[k] == item->key;
        item->score = item->weight * 10;
        item->chosen = !known && !machine;
        item->reason = machine ? "no word for a reader"
                       : known ? "named before"
                               : "every tag is taken";
        if (!item->chosen)
            continue;
        keys[count] = item->key;
        tags[count++] = item->value;
        facts->record->field_confidence[DATELINE_FIELD_TAGS] = (float)item->weight / 100;
    }
    facts->record->tags = tags;
    facts->record->tag_count = count;
    return true;
}

/* Does the last paragraph break off? */
static bool breaks_off(const dateline_facts *facts) {
    if (facts->last_text == DATELINE_NONE)
        return false;
    dateline_string text = facts->page->blocks.items[facts->last_text].text;
    size_t length = text.length;
    if (length && (text.data[length - 1] == ']' || text.data[length - 1] == ')'))
        length--; /* "[…]" */
    return length > 3 && (!memcmp(text.data + length - 3, "...", 3) ||
                          !memcmp(text.data + length - 3, "\xE2\x80\xA6", 3));
}

/* Does an offer stand right behind the text? */
static bool offers_more(const dateline_facts *facts) {
    enum { NEAR = 4 };
    if (facts->last_text == DATELINE_NONE)
        return false;
    for (uint32_t i = facts->last_text + 1;
         i < facts->page->blocks.count && i <= facts->last_text + NEAR; i++)
        if (facts->page->blocks.items[i].role == DATELINE_ROLE_PROMO ||
            facts->page->blocks.items[i].role == DATELINE_ROLE_PAYWALL)
            return true;
    return false;
}

/* What the page says of itself and its shape must agree: publishers mark free pages as closed, and
   closed ones say nothing. */
static dateline_access access_of_page(const dateline_facts *facts) {
    bool stub = facts->record->status == DATELINE_STATUS_BLOCKED;
    if (facts->not_free)
        return stub || breaks_off(facts) || offers_more(facts) ? DATELINE_ACCESS_CUT
                                                               : DATELINE_ACCESS_METERED;
    if (breaks_off(facts) && offers_more(facts))
        return DATELINE_ACCESS_CUT;
    return facts->free ? DATELINE_ACCESS_FREE : DATELINE_ACCESS_UNKNOWN;
}

static void choose_access(dateline_facts *facts) {
    dateline_record *record = facts->record;
    bool metered = dateline_string_equal_nocase(facts->content_tier, DATELINE_LITERAL("metered"));
    record->access = metered ? DATELINE_ACCESS_METERED : access_of_page(facts);
    if (record->access != DATELINE_ACCESS_UNKNOWN)
        record->field_confidence[DATELINE_FIELD_ACCESS] = 0.8f;
}

/* A standfirst that only repeats the title, or a subtitle that is the description again, is none.
 */
static void choose_subtitle(dateline_facts *facts) {
    dateline_record *record = facts->record;
    record->subtitle = choose_by_weight(facts, DATELINE_FIELD_SUBTITLE);
    if (record->subtitle.length && dateline_fold_key(record->subtitle) == facts->title_key) {
        record->subtitle = dateline_absent;
        record->field_confidence[DATELINE_FIELD_SUBTITLE] = 0;
    }
}

bool dateline_choose_rest(dateline_facts *facts) {
    dateline_record *record = facts->record;
    choose_subtitle(facts);
    record->description = choose_by_weight(facts, DATELINE_FIELD_DESCRIPTION);
    record->licence = choose_by_weight(facts, DATELINE_FIELD_LICENCE);
    record->place = choose_by_weight(facts, DATELINE_FIELD_PLACE);
    choose_access(facts);
    return take_tags(facts);
}
