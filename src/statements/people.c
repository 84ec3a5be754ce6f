/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names are runs of words with capitals. A run of two to four, not after "the" and without a word
 * that marks an organisation, is a full name; what stands before it and names an office is its
 * role. A single name counts where a title or an office stands before it.
 */
#include "statements/people.h"

enum { MASCULINE = 1, FEMININE = 2 };

static dateline_view view_of(const dateline_people *people, uint32_t paragraph) {
    const dateline_paragraph *p = &people->text->paragraphs.items[paragraph];
    return (dateline_view){people->text, p->text.data, p->begin, p->end};
}

static const dateline_token *at(const dateline_view *view, uint32_t i) {
    return &view->text->tokens.items[i];
}

static unsigned classes(const dateline_view *view, uint32_t i) {
    return i >= view->begin && i < view->end ? dateline_token_classes(at(view, i)) : 0;
}

static bool is_word(const dateline_view *view, uint32_t i) {
    return i >= view->begin && i < view->end && at(view, i)->kind == DATELINE_TOKEN_WORD;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* "al-Amr", "el-Sisi": small letters before the capital. */
static bool has_article(const dateline_view *view, uint32_t i) {
    dateline_string text = dateline_token_text(view, i);
    size_t hyphen = dateline_string_find(text, DATELINE_LITERAL("-"), 0);
    return is_word(view, i) && (hyphen == 2 || hyphen == 3) &&
           (text.data[0] == 'a' || text.data[0] == 'e') && hyphen + 1 < text.length &&
           text.data[hyphen + 1] >= 'A' && text.data[hyphen + 1] <= 'Z';
}

/* A word that can be part of a name. */
static bool is_name(const dateline_view *view, uint32_t i) {
    const unsigned never = DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE |
                           DATELINE_WORD_PRONOUN | DATELINE_WORD_PREPOSITION |
                           DATELINE_WORD_CONJUNCTION | DATELINE_WORD_SUBORDINATOR |
                           DATELINE_WORD_AUXILIARY | DATELINE_WORD_WEEKDAY | DATELINE_WORD_ADVERB |
                           DATELINE_WORD_TITLE;
    if (!is_word(view, i) || at(view, i)->flags & DATELINE_TOKEN_CLITIC)
        return false;
    if (!(at(view, i)->flags & DATELINE_TOKEN_CAPITAL))
        return has_article(view, i);
    if (at(view, i)->word && at(view, i)->word->forms && !is_word(view, i - 1))
        return false; /* "Said Berg" */
    if (dateline_token_is(view, i, "hey") || dateline_token_is(view, i, "dear"))
        return false; /* "Hey Anna" */
    return !(classes(view, i) & never);
}

/* "de", "van der", "al": inside a name, between two of its words. */
static bool is_particle(const dateline_view *view, uint32_t i) {
    static const char *const particles[] = {"de",  "van", "von", "der", "den", "al",
                                            "bin", "la",  "le",  "da",  "di",  "el",
                                            "ben", "dos", "du",  "del", "ten", "ter"};
    for (size_t n = 0; n < sizeof particles / sizeof *particles; n++)
        if (dateline_token_is(view, i, particles[n]))
            return true;
    return false;
}

static uint32_t run_end(const dateline_view *view, uint32_t i) {
    enum { LONGEST = 12 };
    uint32_t end = i;
    while (end < view->end && end - i < LONGEST) {
        uint32_t next = end;
        while (next > i && next - end < 2 && is_particle(view, next))
            next++;
        if (next == end + 1 && view->text->language == DATELINE_GERMAN &&
            (dateline_token_is(view, end, "der") || dateline_token_is(view, end, "den")))
            break; /* an article, but behind "von" */
        if (!is_name(view, next))
            break;
        end = next + 1;
        if (at(view, next)->flags & DATELINE_TOKEN_POSSESSIVE)
            break;
    }
    return end;
}

/* A token's text without "’s". */
static dateline_string base_text(const dateline_view *view, uint32_t i) {
    dateline_string text = dateline_token_text(view, i);
    if (at(view, i)->flags & DATELINE_TOKEN_POSSESSIVE)
        text.length -= text.data[text.length - 2] == '\'' ? 2 : 4;
    return text;
}

static dateline_string text_of(const dateline_view *view, uint32_t begin, uint32_t end) {
    const char *first = dateline_token_text(view, begin).data;
    dateline_string last = base_text(view, end - 1);
    return (dateline_string){first, (size_t)(last.data - first) + last.length};
}

/* ---- The table ------------------------------------------------------------------------------ */

/* Surnames are hashed from their bytes; the table is never full, so that the walk ends. */
static uint32_t slot_of(const dateline_people *people, dateline_string surname) {
    uint32_t slot = (uint32_t)dateline_hash(surname.data, surname.length);
    for (;; slot++) {
        uint16_t number = people->slots[slot % DATELINE_PEOPLE_SLOTS];
        if (!number || dateline_string_equal(people->people.items[number - 1].surname, surname))
            return slot % DATELINE_PEOPLE_SLOTS;
    }
}

static dateline_person *find_person(const dateline_people *people, dateline_string surname) {
    uint16_t number = people->slots[slot_of(people, surname)];
    return number ? &people->people.items[number - 1] : NULL;
}

static bool add_person(dateline_people *people, const dateline_person *person) {
    uint32_t slot = slot_of(people, person->surname);
    uint16_t number = people->slots[slot];
    if (number) {
        dateline_person *known = &people->people.items[number - 1];
        if (person->word_count > known->word_count) {
            known->name = person->name;
            known->word_count = person->word_count;
        }
        if (!known->role.data)
            known->role = person->role;
        known->gender |= person->gender;
        return true;
    }
    if (people->people.count == DATELINE_MAX_PEOPLE)
        return true;
    if (!DATELINE_LIST_PUSH(people->arena, &people->people, *person))
        return false;
    people->slots[slot] = (uint16_t)people->people.count;
    return true;
}

/* ---- Reading mentions ----------------------------------------------------------------------- */

static uint8_t gender_of_title(const dateline_view *view, uint32_t i) {
    if (dateline_token_is(view, i, "mr.") || dateline_token_is(view, i, "mr") ||
        dateline_token_is(view, i, "herr") || dateline_token_is(view, i, "m."))
        return MASCULINE;
    if (dateline_token_is(view, i, "mrs.") || dateline_token_is(view, i, "ms.") ||
        dateline_token_is(view, i, "mrs") || dateline_token_is(view, i, "ms") ||
        dateline_token_is(view, i, "frau") || dateline_token_is(view, i, "mme"))
        return FEMININE;
    return 0;
}

/* "Secretary of" before token i. */
static bool follows_office(const dateline_view *view, uint32_t i) {
    return i >= view->begin + 2 && classes(view, i - 2) & DATELINE_WORD_ROLE &&
           (dateline_token_is(view, i - 1, "of") || dateline_token_is(view, i - 1, "for"));
}

/* The "State" of "Secretary of State". */
static bool is_department(const dateline_view *view, uint32_t i) {
    return follows_office(view, i) && classes(view, i) & DATELINE_WORD_ORGANISATION;
}

/* Where the office before a name begins: "former deputy" of "former deputy mayor Anna Berg". */
static uint32_t office_begin(const dateline_view *view, uint32_t name) {
    enum { LONGEST = 6 };
    uint32_t begin = name;
    while (begin > view->begin && name - begin < LONGEST && is_word(view, begin - 1)) {
        if (follows_office(view, begin))
            begin -= 2;
        else if (classes(view, begin - 1) & DATELINE_WORD_ROLE ||
                 ((begin < name || is_department(view, begin - 1)) && is_name(view, begin - 1)))
            begin--;
        else
            break;
    }
    return begin;
}

/* ", the mayor of Ulm,": the description behind a name. */
static dateline_string office_behind(const dateline_view *view, uint32_t end) {
    if (end + 1 >= view->end || at(view, end)->kind != DATELINE_TOKEN_COMMA)
        return dateline_absent;
    unsigned c = classes(view, end + 1);
    bool determined = c & DATELINE_WORD_DETERMINER && !(c & DATELINE_WORD_SUBORDINATOR);
    if (!determined && !(c & DATELINE_WORD_ROLE))
        return dateline_absent;
    dateline_range phrase = dateline_phrase_at(view, end + 1, false);
    for (uint32_t i = phrase.begin; i < phrase.end; i++)
        if (classes(view, i) & DATELINE_WORD_ROLE)
            return text_of(view, phrase.begin, phrase.end);
    return dateline_absent;
}

static bool is_organisation(const dateline_view *view, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++)
        if (classes(view, i) & (DATELINE_WORD_ORGANISATION | DATELINE_WORD_MONTH) ||
            (at(view, i)->flags & DATELINE_TOKEN_SHOUTED &&
             at(view, i)->end - at(view, i)->begin > 2))
            return true;
    return false;
}

/* The name in a run: behind its last office, "Foreign Minister". */
static uint32_t name_begin(const dateline_view *view, uint32_t begin, uint32_t end) {
    uint32_t name = begin;
    for (uint32_t i = begin; i + 1 < end; i++)
        if (classes(view, i) & DATELINE_WORD_ROLE || is_department(view, i))
            name = i + 1;
    return name;
}

/* "Minister of Education Anna Berg", "chief of the Harbour Council Jens Holm": where the name
   begins in a run behind an office and its preposition, or the run's begin. */
static uint32_t name_behind_domain(const dateline_view *view, uint32_t begin, uint32_t end) {
    uint32_t of =
        begin > view->begin && dateline_token_is(view, begin - 1, "the") ? begin - 1 : begin;
    bool domain =
        of >= view->begin + 2 && classes(view, of - 2) & DATELINE_WORD_ROLE &&
        (dateline_token_is(view, of - 1, "of") || dateline_token_is(view, of - 1, "for") ||
         dateline_token_is(view, of - 1, "to") || dateline_token_is(view, of - 1, "at"));
    if (!domain || end - begin < 3 || end - begin > 6)
        return begin;
    for (uint32_t i = end - 2; i-- > begin;)
        if (classes(view, i) & DATELINE_WORD_ORGANISATION)
            return i + 1;
    return end - 2;
}

static bool read_run(dateline_people *people, const dateline_view *view, uint32_t begin,
                     uint32_t end) {
    uint32_t name = name_begin(view, begin, end);
    uint32_t domain = name == begin ? name_behind_domain(view, begin, end) : begin;
    unsigned before = begin > view->begin ? classes(view, begin - 1) : 0;
    bool titled = before & DATELINE_WORD_TITLE;
    uint32_t office = office_begin(view, name);
    if (domain > begin) {
        name = domain;
        office = begin - 2 - dateline_token_is(view, begin - 1, "the");
    }
    uint32_t words = end - name;
    if (words > 4 || is_organisation(view, name, end) ||
        classes(view, end - 1) & DATELINE_WORD_ROLE)
        return true;
    if (words == 1 && !titled && office == name)
        return true;
    if (name == begin && office == begin && dateline_token_is(view, begin - 1, "the") &&
        begin > view->begin)
        return true;
    dateline_person person = {.name = text_of(view, name, end),
                              .surname = base_text(view, end - 1),
                              .word_count = words,
                              .first = name};
    if (office < name)
        person.role = text_of(view, office, name);
    else
        person.role = office_behind(view, end);
    if (titled)
        person.gender = gender_of_title(view, begin - 1);
    return add_person(people, &person);
}

bool dateline_people_find(dateline_people *people) {
    people->slots = DATELINE_ARENA_ARRAY(people->arena, uint16_t, DATELINE_PEOPLE_SLOTS);
    if (!people->slots)
        return false;
    memset(people->slots, 0, DATELINE_PEOPLE_SLOTS * sizeof *people->slots);
    for (uint32_t p = 0; p < people->text->paragraphs.count; p++) {
        dateline_view view = view_of(people, p);
        if (people->text->paragraphs.items[p].title)
            continue; /* headlines write every word with a capital */
        for (uint32_t i = view.begin; i < view.end; i++) {
            uint32_t end = run_end(&view, i);
            if (end == i)
                continue;
            if (!read_run(people, &view, i, end))
                return false;
            i = end - 1;
        }
    }
    return true;
}

/* ---- Interviews ----------------------------------------------------------------------------- */

/* Is somebody spoken to in the last words, which are few, however long the paragraph is? */
static bool has_address(const dateline_view *view) {
    enum { LAST = 60 };
    uint32_t i = view->end - view->begin > LAST ? view->end - LAST : view->begin;
    for (; i < view->end; i++)
        if (dateline_token_is(view, i, "you") || dateline_token_is(view, i, "your"))
            return true;
    return false;
}

bool dateline_people_is_question(const dateline_people *people, uint32_t paragraph) {
    dateline_view view = view_of(people, paragraph);
    if (view.begin == view.end || at(&view, view.end - 1)->kind != DATELINE_TOKEN_STOP)
        return false;
    return view.words[at(&view, view.end - 1)->begin] == '?' && has_address(&view);
}

/* The person named most often in the first paragraphs, in whole or by the surname; nobody where
   another one is named as often. */
static uint32_t most_named(const dateline_people *people, uint32_t paragraphs) {
    uint32_t best = DATELINE_NONE, count = people->people.count;
    bool tied = false;
    uint16_t most = 0, *times = DATELINE_ARENA_ARRAY(people->arena, uint16_t, count + 1);
    if (!times)
        return best;
    memset(times, 0, (count + 1) * sizeof *times);
    for (uint32_t p = 0; p < paragraphs; p++) {
        dateline_view view = view_of(people, p);
        for (uint32_t i = view.begin; i < view.end; i++) {
            const dateline_person *person =
                is_name(&view, i) ? find_person(people, base_text(&view, i)) : NULL;
            if (person && person->first <= i && times[person - people->people.items] < UINT16_MAX)
                times[person - people->people.items]++;
        }
    }
    for (uint32_t n = 0; n < count; n++) {
        tied = times[n] == most || (tied && times[n] < most);
        if (times[n] > most) {
            most = times[n];
            best = n;
        }
    }
    return tied || most < 2 ? DATELINE_NONE : best;
}

uint32_t dateline_people_interviewed(const dateline_people *people) {
    enum { LEAST = 3 };
    uint32_t questions = 0, first = 0;
    if (people->text->language != DATELINE_ENGLISH)
        return DATELINE_NONE;
    for (uint32_t p = 0; p < people->text->paragraphs.count && questions < LEAST; p++) {
        bool question = dateline_people_is_question(people, p);
        first = question && !questions ? p : first;
        questions += question;
    }
    return questions < LEAST ? DATELINE_NONE : most_named(people, first);
}

/* ---- Sources -------------------------------------------------------------------------------- */

uint8_t dateline_people_pronoun(const dateline_people *people, dateline_range source) {
    if (source.end != source.begin + 1)
        return 0;
    unsigned c = dateline_token_classes(&people->text->tokens.items[source.begin]);
    if (!(c & DATELINE_WORD_PRONOUN))
        return c & DATELINE_WORD_POSSESSIVE ? (c & DATELINE_WORD_MASCULINE  ? MASCULINE
                                               : c & DATELINE_WORD_FEMININE ? FEMININE
                                                                            : 0)
                                            : 0;
    return c & DATELINE_WORD_MASCULINE ? MASCULINE : c & DATELINE_WORD_FEMININE ? FEMININE : 0;
}

static dateline_speaker nobody(void) {
    return (dateline_speaker){DATELINE_NONE, dateline_absent, false};
}

/* What a source says beside the name [name, name_end): before it, or behind its comma. */
static dateline_string role_beside(const dateline_view *view, dateline_range source, uint32_t name,
                                   uint32_t name_end) {
    uint32_t begin = source.begin;
    if (begin < name && classes(view, begin) & DATELINE_WORD_DETERMINER)
        begin++;
    uint32_t end = name;
    while (end > begin && !is_word(view, end - 1))
        end--;
    if (end > begin && classes(view, end - 1) & DATELINE_WORD_TITLE && end - begin == 1)
        begin = end;
    if (begin < end)
        return text_of(view, begin, end);
    if (name_end + 1 < source.end && at(view, name_end)->kind == DATELINE_TOKEN_COMMA &&
        is_word(view, name_end + 1))
        return text_of(view, name_end + 1, source.end);
    return dateline_absent;
}

/* "Berg of the Courier", "Berg herself": what may stand behind a speaker's name. */
static bool is_of_name(const dateline_view *view, uint32_t i) {
    static const char *const words[] = {"of", "from", "for", "at", "with", "himself", "herself"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (dateline_token_is(view, i, words[n]))
            return true;
    return false;
}

/* "Biologist Anna Berg": do the last words of a run make the whole name of a person? */
static bool ends_with_name(const dateline_view *view, uint32_t begin, uint32_t end,
                           const dateline_person *person) {
    return person->word_count > 1 && end - begin > person->word_count &&
           dateline_string_equal(text_of(view, end - person->word_count, end), person->name);
}

/* A name in the source that is the speaker's own: not "Berg’s office", "a friend of Berg". */
static dateline_speaker named_speaker(const dateline_people *people, const dateline_view *view,
                                      dateline_range source) {
    for (uint32_t i = source.begin; i < source.end; i++) {
        unsigned c = classes(view, i);
        if (c & (DATELINE_WORD_PREPOSITION | DATELINE_WORD_CONJUNCTION) &&
            !(i + 1 < source.end && is_department(view, i + 1))) {
            while (i + 1 < source.end && at(view, i + 1)->kind != DATELINE_TOKEN_COMMA)
                i++;
            continue;
        }
        uint32_t end = run_end(view, i);
        if (end == i)
            continue;
        bool own = end <= source.end && !(at(view, end - 1)->flags & DATELINE_TOKEN_POSSESSIVE) &&
                   (end == source.end || !is_word(view, end) || is_of_name(view, end));
        const dateline_person *person = find_person(people, base_text(view, end - 1));
        uint32_t name = name_begin(view, i, end);
        if (person && ends_with_name(view, i, end, person))
            name = end - person->word_count;
        if (own && person && end - name <= person->word_count && !is_organisation(view, name, end))
            return (dateline_speaker){(uint32_t)(person - people->people.items),
                                      role_beside(view, source, name, end), false};
        i = end - 1;
    }
    return nobody();
}

/* "the Minister of Education Anna Berg", where the name begins at a token. */
static dateline_speaker titled_behind_domain(const dateline_people *people,
                                             const dateline_view *view, dateline_range source,
                                             uint32_t name) {
    const dateline_person *person = find_person(people, base_text(view, source.end - 1));
    bool own = person && !(at(view, source.end - 1)->flags & DATELINE_TOKEN_POSSESSIVE) &&
               ends_with_name(view, source.begin, source.end, person);
    return own ? (dateline_speaker){(uint32_t)(person - people->people.items),
                                    role_beside(view, source, name, source.end), false}
               : nobody();
}

/* "the Student Union president Anna Berg": an office and a name end the source, and what stands
   before them, with prepositions and all, only says of what the office is. Not "an aide to mayor
   Anna Berg", where an office is spoken of first. */
static dateline_speaker titled_speaker(const dateline_people *people, const dateline_view *view,
                                       dateline_range source) {
    enum { LONGEST = 16 };
    uint32_t begin = source.end;
    if (source.end - source.begin > LONGEST)
        return nobody();
    while (begin > source.begin && is_name(view, begin - 1))
        begin--;
    uint32_t name = name_begin(view, begin, source.end);
    uint32_t domain = name == begin ? name_behind_domain(view, begin, source.end) : begin;
    if (domain > begin)
        return titled_behind_domain(people, view, source, domain);
    bool office = begin > source.begin && classes(view, begin - 1) & DATELINE_WORD_ROLE;
    if (name + 1 >= source.end || !(office || name > begin))
        return nobody();
    uint32_t before = office ? begin - 1 : begin;
    for (uint32_t i = source.begin; i < before; i++)
        if (classes(view, i) & DATELINE_WORD_ROLE || !is_word(view, i))
            return nobody();
    const dateline_person *person = find_person(people, base_text(view, source.end - 1));
    if (!person || is_organisation(view, name, source.end) ||
        at(view, source.end - 1)->flags & DATELINE_TOKEN_POSSESSIVE)
        return nobody();
    return (dateline_speaker){(uint32_t)(person - people->people.items),
                              role_beside(view, source, name, source.end), false};
}

/* Do two offices go by one word? A minister is a diplomat, and so on. */
static bool is_same_office(dateline_string a, dateline_string b) {
    static const char *const offices[][2] = {{"diplomat", "minister"}, {"diplomat", "ambassador"},
                                             {"diplomat", "envoy"},    {"chief", "head"},
                                             {"leader", "chairman"},   {"official", "minister"}};
    if (dateline_string_equal_nocase(a, b))
        return true;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (dateline_string_equal_nocase(a, dateline_string_of(offices[i][0])) &&
            dateline_string_equal_nocase(b, dateline_string_of(offices[i][1])))
            return true;
    return false;
}

/* How many words a description shares with a role; 0 where their offices differ. */
static uint32_t shared_words(const dateline_view *view, dateline_range source,
                             dateline_string role) {
    uint32_t shared = 0;
    bool office = false;
    for (size_t begin = 0, end; begin < role.length; begin = end + 1) {
        end = dateline_string_find(role, DATELINE_LITERAL(" "), begin);
        end = end == SIZE_MAX ? role.length : end;
        dateline_string word = dateline_string_part(role, begin, end);
        for (uint32_t i = source.begin; i < source.end; i++)
            if (!(classes(view, i) & DATELINE_WORD_DETERMINER) &&
                is_same_office(dateline_token_text(view, i), word)) {
                shared++;
                office |= (classes(view, i) & DATELINE_WORD_ROLE) != 0;
            }
    }
    return office ? shared : 0;
}

/* Does a description mean somebody who is known: "the mayor", "la alcaldesa", not "una alcaldesa"?
 */
static bool is_definite(const dateline_view *view, uint32_t i) {
    static const char *const open[] = {"un",  "une", "una",  "uno",  "um",
                                       "uma", "ein", "eine", "einer"};
    if (view->text->language == DATELINE_ENGLISH)
        return dateline_token_is(view, i, "the");
    for (size_t n = 0; n < sizeof open / sizeof *open; n++)
        if (dateline_token_is(view, i, open[n]))
            return false;
    return true;
}

/* "the Russian top diplomat": the one person named before whose role shares most words with it. */
static dateline_speaker described_speaker(const dateline_people *people, const dateline_view *view,
                                          dateline_range source) {
    enum { LONGEST = 8, MOST = 64 };
    dateline_speaker speaker = nobody();
    if (source.end - source.begin > LONGEST ||
        !(classes(view, source.begin) & DATELINE_WORD_DETERMINER))
        return speaker;
    for (uint32_t i = source.begin; i < source.end; i++)
        speaker.described |= (classes(view, i) & DATELINE_WORD_ROLE) != 0;
    if (!speaker.described || !is_definite(view, source.begin))
        return speaker;
    uint32_t best = 0;
    for (uint32_t i = 0; i < people->people.count && i < MOST; i++) {
        const dateline_person *person = &people->people.items[i];
        uint32_t shared =
            person->first < source.begin ? shared_words(view, source, person->role) : 0;
        if (shared && shared >= best) {
            speaker.person = shared > best ? i : DATELINE_NONE;
            best = shared;
        }
    }
    return speaker;
}

dateline_speaker dateline_people_speaker(const dateline_people *people, uint32_t paragraph,
                                         dateline_range source) {
    if (dateline_is_empty(source))
        return nobody();
    dateline_view view = view_of(people, paragraph);
    if (source.end == source.begin + 1 && classes(&view, source.begin) & DATELINE_WORD_RELATIVE) {
        uint32_t end = source.begin; /* "Berg, who said": the one before the comma */
        if (end > view.begin && at(&view, end - 1)->kind == DATELINE_TOKEN_COMMA)
            end--;
        source = dateline_subject_before(&view, end);
        if (dateline_is_empty(source))
            return nobody();
    }
    dateline_speaker speaker = named_speaker(people, &view, source);
    if (speaker.person == DATELINE_NONE)
        speaker = titled_speaker(people, &view, source);
    if (speaker.person == DATELINE_NONE)
        speaker = described_speaker(people, &view, source);
    if (speaker.person != DATELINE_NONE && !speaker.role.data)
        speaker.role = people->people.items[speaker.person].role;
    return speaker;
}
