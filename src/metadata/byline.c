/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A byline is read word by word. Words collect in a segment; a mark or a word such as "and" or "by"
 * ends it, and then it is a name or nothing. What the words mean comes from name_words.c; what is
 * left is shape: capitals, length, particles.
 */
#include "metadata/byline.h"

#include "core/utf8.h"
#include "metadata/date_words.h"
#include "metadata/name_words.h"

enum { MAX_WORDS = 8, MAX_NAME_BYTES = 64, MAX_TEXT_BYTES = 600, NICKNAME_LINE = 40 };

typedef struct name_word {
    dateline_string text;
    unsigned flags;
    bool common;  /* alone it is nobody */
    bool upper;   /* begins with a capital */
    bool uncased; /* of a script without capitals */
    bool digits;
} name_word;

typedef struct reader {
    dateline_string text;
    dateline_byline_trust trust;
    bool dutch;
    dateline_byline *byline;
    name_word words[MAX_WORDS]; /* of the current segment */
    unsigned count;
    bool overflow;
    bool ignoring;       /* behind a name: place, role, until the next mark */
    bool skipping;       /* behind "Photo:": names of others */
    bool by;             /* "By" led in this segment */
    bool parentheses;    /* inside of them */
    bool joined;         /* "and" stands before this segment */
    const char *ignored; /* where the ignored words begin */
    dateline_string led; /* the word before "by" */
} reader;

/* ---- Words ---------------------------------------------------------------------------------- */

static bool is_joiner(uint32_t code) {
    return code == '\'' || code == 0x2019 || code == '-' || code == 0x2010 || code == 0x2011 ||
           code == 0x30FB || code == '_';
}

static uint32_t code_at(dateline_string text, size_t at, size_t *behind) {
    const char *cursor = text.data + at;
    uint32_t code = dateline_utf8_decode(&cursor, text.data + text.length);
    *behind = (size_t)(cursor - text.data);
    return code;
}

static bool is_word_code(uint32_t code) {
    return code < 0x80
               ? dateline_is_letter((char)code) || dateline_is_digit((char)code)
               : (dateline_unicode(code) & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)) != 0;
}

static bool word_follows(dateline_string text, size_t at) {
    size_t behind;
    return at < text.length && is_word_code(code_at(text, at, &behind));
}

/* A full stop belongs to an initial ("J.", "J.R.") and to an abbreviation of a title ("Dr."). */
static bool keeps_stop(dateline_string text, size_t begin, size_t at) {
    size_t letters = 0, behind;
    for (size_t i = begin; i < at; i = behind) {
        if (code_at(text, i, &behind) == '.')
            letters = 0;
        else
            letters++;
    }
    if (letters == 1 || word_follows(text, at + 1))
        return true;
    unsigned flags =
        dateline_word_find(&dateline_name_words, dateline_string_part(text, begin, at));
    return (flags & (DATELINE_NAME_HONORIFIC | DATELINE_NAME_SUFFIX)) ||
           (at - begin <= 2 && text.data[begin] >= 'A' && text.data[begin] <= 'Z');
}

static size_t end_of_word(dateline_string text, size_t begin) {
    size_t at = begin;
    while (at < text.length) {
        size_t behind;
        uint32_t code = code_at(text, at, &behind);
        if (is_word_code(code) || (is_joiner(code) && word_follows(text, behind)) ||
            (code == '.' && keeps_stop(text, begin, at)))
            at = behind;
        else
            break;
    }
    return at;
}

/* "FOCUS-Experte", "Politik-Redakteurin": the last part is a role. */
static unsigned flags_of_last_part(dateline_string text) {
    enum { LONGER_THAN = 5 };
    size_t at = text.length;
    while (at > 0 && text.data[at - 1] != '-')
        at--;
    if (!at || text.length - at <= LONGER_THAN)
        return 0;
    return dateline_word_find(&dateline_name_words, dateline_string_part(text, at, text.length)) &
           DATELINE_NAME_ROLE;
}

static name_word make_word(dateline_string text) {
    unsigned flags = dateline_word_find(&dateline_name_words, text);
    name_word word = {.text = text,
                      .flags = flags & ~(unsigned)DATELINE_NAME_COMMON,
                      .common = (flags & DATELINE_NAME_COMMON) != 0};
    if (!word.flags)
        word.flags = flags_of_last_part(text);
    size_t behind;
    uint32_t code = code_at(text, 0, &behind);
    unsigned kind = dateline_unicode(code);
    word.upper = (kind & DATELINE_CODE_UPPER) != 0;
    word.uncased = code >= 0x590 && code < 0x1E00 ? true : code >= 0x2E80;
    word.digits = (kind & DATELINE_CODE_DIGIT) != 0;
    return word;
}

/* Addresses and handles: everything up to the next space. */
static size_t end_of_run(dateline_string text, size_t at) {
    while (at < text.length && !dateline_is_space(text.data[at]))
        at++;
    return at;
}

static bool is_address(dateline_string text, size_t at) {
    size_t end = at;
    bool may_be = false; /* a full stop, a colon or an at sign is inside */
    for (; end < text.length && !dateline_is_space(text.data[end]); end++)
        may_be |= text.data[end] == '.' || text.data[end] == ':' || text.data[end] == '@';
    if (!may_be)
        return false;
    dateline_string run = dateline_string_part(text, at, end);
    return dateline_string_starts_nocase(run, DATELINE_LITERAL("www.")) ||
           dateline_string_find(run, DATELINE_LITERAL("://"), 0) != SIZE_MAX ||
           (run.length && memchr(run.data, '@', run.length)) ||
           dateline_string_find_nocase(run, DATELINE_LITERAL(".com"), 0) != SIZE_MAX;
}

/* ---- Segments ------------------------------------------------------------------------------- */

static void begin_segment(reader *in) {
    in->count = 0;
    in->overflow = in->ignoring = in->joined = false;
    in->ignored = NULL;
}

static dateline_string words_text(const name_word *words, unsigned count) {
    const char *begin = words[0].text.data;
    const char *end = words[count - 1].text.data + words[count - 1].text.length;
    return (dateline_string){begin, (size_t)(end - begin)};
}

bool dateline_is_agency(dateline_string name) {
    return (dateline_word_find(&dateline_name_words, name) & DATELINE_NAME_AGENCY) != 0;
}

/* Short agency names are words as well: they count in capitals, or as dpa writes itself. */
static bool names_agency(dateline_string name) {
    if (!dateline_is_agency(name))
        return false;
    if (name.length > 4 || (uint8_t)name.data[0] >= 0x80)
        return true;
    return (name.data[0] >= 'A' && name.data[0] <= 'Z' && name.data[1] >= 'A' &&
            name.data[1] <= 'Z') ||
           dateline_string_starts(name, DATELINE_LITERAL("dpa"));
}

static bool take_agency(reader *in, dateline_string name) {
    if (!names_agency(name))
        return false;
    if (!in->byline->agency.data)
        in->byline->agency = name;
    return true;
}

static unsigned count_flag(const reader *in, unsigned flag) {
    unsigned count = 0;
    for (unsigned i = 0; i < in->count; i++)
        count += (in->words[i].flags & flag) != 0;
    return count;
}

static bool fits_word(const name_word *word) {
    return word->upper || word->uncased ||
           (word->flags & (DATELINE_NAME_PARTICLE | DATELINE_NAME_HONORIFIC)) ||
           (word->text.length > 2 && (word->text.data[1] == '\'' || /* d'Arc */
                                      (uint8_t)word->text.data[1] == 0xE2));
}

/* Is a small word one that means something? It belongs to no name then. */
static bool has_known_lower(const reader *in) {
    for (unsigned i = 0; i < in->count; i++)
        if (!fits_word(&in->words[i]) && in->words[i].flags)
            return true;
    return false;
}

static bool has_shape(const reader *in) {
    unsigned capitals = 0, lower = 0;
    for (unsigned i = 0; i < in->count; i++) {
        const name_word *word = &in->words[i];
        capitals += word->upper || word->uncased;
        lower += !fits_word(word);
    }
    if (lower) /* "jane roe" or "Jane roe" where a name is expected */
        return in->trust != DATELINE_BYLINE_TEXT && in->count >= 2 && in->count <= 3 &&
               (!capitals || (in->words[0].upper && lower == 1 && !has_known_lower(in)));
    return capitals > 0;
}

/* One word alone: a nickname where a person is named, a given name elsewhere, and no second one:
   behind a full name it is a role, a firm, a rubric. */
static bool is_single_name(const reader *in) {
    const name_word *word = &in->words[0];
    bool first = !in->byline->count;
    if (word->common || dateline_string_equal_nocase(word->text, in->led)) /* "step by step" */
        return false;
    if (in->trust == DATELINE_BYLINE_PERSON)
        return word->text.length >= 2 && first;
    if (word->uncased)
        return word->text.length >= 6 && word->text.length <= 24;
    if (word->digits || word->text.length < 3 || (!first && !in->joined))
        return false;
    if (word->flags & DATELINE_NAME_GIVEN)
        return word->upper && (in->by || in->trust == DATELINE_BYLINE_FIELD);
    if (in->by && first && in->text.length <= NICKNAME_LINE) /* "by ibby" */
        return true;
    return first && in->trust == DATELINE_BYLINE_FIELD &&
           dateline_string_has_small_letter(word->text);
}

/* An author's initials behind the name, "(obe)", are no other author. */
static bool is_initials(const reader *in) {
    return in->parentheses && in->count == 1 &&
           (!in->words[0].upper || in->words[0].text.length < 4);
}

static bool is_known_start(const reader *in) {
    return (in->words[0].flags & (DATELINE_NAME_GIVEN | DATELINE_NAME_HONORIFIC)) != 0;
}

/* "Beispiel B.1", but "by nightowl42" */
static bool holds_number(const reader *in) {
    for (unsigned i = 0; in->count > 1 && i < in->count; i++)
        if (dateline_string_has_digit(in->words[i].text))
            return true;
    return false;
}

/* "12 comments" */
static bool is_count(const reader *in) {
    return in->count > 1 && dateline_is_digit(in->words[0].text.data[0]) && !in->words[1].upper;
}

static bool is_name(const reader *in) {
    if (!in->count || is_initials(in) || in->overflow || is_count(in) ||
        (in->trust == DATELINE_BYLINE_TEXT && holds_number(in)))
        return false;
    dateline_string text = words_text(in->words, in->count);
    if (text.length > MAX_NAME_BYTES || memchr(text.data, ':', text.length)) /* "Goal: Jane Roe" */
        return false;
    if (count_flag(in, DATELINE_NAME_ORGANISATION | DATELINE_NAME_NOBODY))
        return false;
    unsigned odd = count_flag(in, DATELINE_NAME_NOT_NAME);
    if (odd && in->trust != DATELINE_BYLINE_PERSON &&
        ((in->words[0].flags & DATELINE_NAME_NOT_NAME) || odd > 1 || in->count > 3 ||
         (in->trust == DATELINE_BYLINE_TEXT && !in->by)))
        return false;
    if (in->count == 1)
        return is_single_name(in);
    /* In a visible line a role, a firm or a rubric follows the name more often than another name,
       where no "and" joins them. */
    if (in->trust == DATELINE_BYLINE_TEXT && in->byline->count && !in->joined &&
        !in->words[0].uncased && !is_known_start(in))
        return false;
    return has_shape(in);
}

static bool is_known_name(const dateline_byline *byline, dateline_string name) {
    for (unsigned i = 0; i < byline->count; i++)
        if (dateline_string_equal_nocase(byline->names[i], name))
            return true;
    return false;
}

/* "Jane Roe Jan. 4", "Jane Roe Tuesday, Jan. 4": the beginning of a date that follows without a
 * mark. Freitag and Sonntag are surnames, too. */
static bool ends_in_date(const reader *in) {
    enum { NAME_AND_DATE = 3, ABBREVIATION = 4 };
    const name_word *last = &in->words[in->count - 1];
    unsigned kind = dateline_word_find(&dateline_date_words, last->text) >> 8;
    return in->count >= NAME_AND_DATE &&
           ((kind == DATELINE_DATE_MONTH && last->text.length <= ABBREVIATION) ||
            (kind == DATELINE_DATE_WEEKDAY &&
             dateline_string_ends_nocase(last->text, DATELINE_LITERAL("day"))));
}

static void end_segment(reader *in) {
    dateline_byline *byline = in->byline;
    if (in->count && ends_in_date(in))
        in->count--;
    while (in->count && (in->words[in->count - 1].flags & DATELINE_NAME_PARTICLE) &&
           !in->words[in->count - 1].upper)
        in->count--;
    if (in->count && !in->overflow) {
        dateline_string text = words_text(in->words, in->count);
        if (!take_agency(in, text) && is_name(in) && byline->count < DATELINE_BYLINE_NAMES &&
            !is_known_name(byline, text))
            byline->names[byline->count++] = text;
    }
    begin_segment(in);
}

/* ---- What a word does ----------------------------------------------------------------------- */

static bool joins(const reader *in, const name_word *word) {
    if (!(word->flags & DATELINE_NAME_AND) || word->upper)
        return false;
    /* Dutch "en" joins two names; in Spanish and French it leads to a place. */
    return !(word->flags & DATELINE_NAME_IN) || in->dutch;
}

static bool leads_in(const reader *in, const name_word *word) {
    if (!(word->flags & DATELINE_NAME_BY))
        return false;
    return !in->count || !(word->flags & DATELINE_NAME_PARTICLE);
}

static void add_word(reader *in, const name_word *word) {
    if (in->count < MAX_WORDS)
        in->words[in->count++] = *word;
    else
        in->overflow = true;
}

/* A number ends the name; a month's name before it was part of a date. */
static void take_number(reader *in, const name_word *word) {
    if (in->trust == DATELINE_BYLINE_PERSON) {
        add_word(in, word);
        return;
    }
    if (in->count) {
        unsigned value =
            dateline_word_find(&dateline_date_words, in->words[in->count - 1].text) >> 8;
        if (value == DATELINE_DATE_MONTH || value == DATELINE_DATE_WEEKDAY)
            in->count--;
    }
    end_segment(in);
    in->ignoring = true;
}

static void ignore_rest(reader *in, const name_word *word) {
    in->ignoring = true;
    in->ignored = word->text.data + word->text.length;
}

/* "of The Associated Press", "at AP": from any of the last words to this one. */
static void find_agency(reader *in, const name_word *word) {
    const char *end = word->text.data + word->text.length;
    if (in->ignored && (size_t)(end - in->ignored) <= MAX_NAME_BYTES)
        take_agency(
            in, dateline_string_trim((dateline_string){in->ignored, (size_t)(end - in->ignored)}));
    take_agency(in, word->text);
}

/* "MD" and "MA" follow a name; "Md" begins many in Bangladesh, and "Ma" is a surname. */
static bool is_part_of_name(const reader *in, const name_word *word) {
    return in->count ? in->count == 1 && dateline_string_equal(word->text, DATELINE_LITERAL("Ma"))
                     : dateline_string_equal(word->text, DATELINE_LITERAL("Md"));
}

static bool is_nickname(const reader *in) {
    return in->trust == DATELINE_BYLINE_PERSON && in->count == 1 &&
           !(in->words[0].flags & (DATELINE_NAME_GIVEN | DATELINE_NAME_HONORIFIC));
}

static void take_word(reader *in, const name_word *word) {
    unsigned flags = word->flags;
    if (flags & DATELINE_NAME_PICTURE) {
        bool both = in->joined && in->by && !in->count; /* "Text & photos: Jane Roe" */
        end_segment(in);
        in->skipping = !both;
    } else if (flags & DATELINE_NAME_CUT) {
        end_segment(in);
        in->skipping = false;
    } else if (in->skipping) {
        return;
    } else if (leads_in(in, word)) {
        in->led = in->count ? in->words[in->count - 1].text : dateline_absent;
        end_segment(in);
        if (!in->byline->by)
            in->byline->before = in->byline->count;
        in->by = in->byline->by = true;
    } else if (joins(in, word)) {
        end_segment(in);
        in->joined = true;
    } else if (in->ignoring) {
        find_agency(in, word);
    } else if (word->digits) {
        take_number(in, word);
    } else if ((flags & DATELINE_NAME_IN) && !word->upper) {
        ignore_rest(in, word);
    } else if (flags & DATELINE_NAME_ROLE) {
        if (is_nickname(in)) /* "Roving Reporter" */
            add_word(in, word);
        else if (in->count)
            ignore_rest(in, word);
    } else if (!(flags & DATELINE_NAME_SUFFIX) || is_part_of_name(in, word)) {
        add_word(in, word);
    }
}

/* The ignored end of a segment must not lose the name before it. */
static void take_mark(reader *in, uint32_t code) {
    switch (code) {
    case ' ':
    case '\t':
    case 0xA0:
    case '"':
        return;
    case '|':
    case '\n':
    case 0xB7:
    case 0x2022:
        in->skipping = false;
        break;
    case ':':
        return;
    default:
        break;
    }
    end_segment(in);
    in->joined = code == '&' || code == '+';
    if (code == '(' || code == ')')
        in->parentheses = code == '(';
}

/* Scripts without spaces glue roles to names: "记者王小明", "홍길동기자". */
static void take_run(reader *in, dateline_string run) {
    enum { ROLE_BYTES = 6 };
    if ((uint8_t)run.data[0] >= 0xE3 && run.length > 2 * ROLE_BYTES - 3) {
        name_word head = make_word(dateline_string_part(run, 0, ROLE_BYTES));
        name_word tail = make_word(dateline_string_part(run, run.length - ROLE_BYTES, run.length));
        if (head.flags & (DATELINE_NAME_BY | DATELINE_NAME_ROLE)) {
            take_word(in, &head);
            run = dateline_string_part(run, ROLE_BYTES, run.length);
        } else if (tail.flags & DATELINE_NAME_ROLE) {
            run = dateline_string_part(run, 0, run.length - ROLE_BYTES);
        }
    }
    name_word word = make_word(run);
    take_word(in, &word);
}

static void read_words(reader *in) {
    dateline_string text = in->text;
    for (size_t at = 0; at < text.length;) {
        size_t behind;
        uint32_t code = code_at(text, at, &behind);
        if (code == '@' || (is_word_code(code) && is_address(text, at))) {
            behind = end_of_run(text, at);
            end_segment(in);
        } else if (is_word_code(code)) {
            behind = end_of_word(text, at);
            take_run(in, dateline_string_part(text, at, behind));
        } else {
            take_mark(in, code);
        }
        at = behind;
    }
    end_segment(in);
}

/* ---- Public --------------------------------------------------------------------------------- */

/* "Roe, Jane" in a field that holds one name. */
static bool read_inverted(dateline_string text, dateline_arena *arena, dateline_byline *byline) {
    const char *comma = text.length ? memchr(text.data, ',', text.length) : NULL;
    if (!comma || memchr(comma + 1, ',', (size_t)(text.data + text.length - comma - 1)))
        return false;
    dateline_string last =
        dateline_string_trim((dateline_string){text.data, (size_t)(comma - text.data)});
    dateline_string first = dateline_string_trim(
        (dateline_string){comma + 1, (size_t)(text.data + text.length - comma - 1)});
    if (!last.length || !first.length || text.length > MAX_NAME_BYTES ||
        end_of_word(last, 0) != last.length || end_of_word(first, 0) == 0)
        return false;
    name_word a = make_word(last),
              b = make_word(dateline_string_part(first, 0, end_of_word(first, 0)));
    unsigned bad = DATELINE_NAME_ROLE | DATELINE_NAME_ORGANISATION | DATELINE_NAME_AGENCY |
                   DATELINE_NAME_NOBODY | DATELINE_NAME_NOT_NAME;
    if (!a.upper || !b.upper || ((a.flags | b.flags) & bad) ||
        end_of_word(first, 0) + 4 < first.length)
        return false;
    char *name = DATELINE_ARENA_ARRAY(arena, char, text.length + 1);
    if (!name)
        return false;
    memcpy(name, first.data, first.length);
    name[first.length] = ' ';
    memcpy(name + first.length + 1, last.data, last.length);
    byline->names[byline->count++] = (dateline_string){name, first.length + 1 + last.length};
    return true;
}

void dateline_byline_read(dateline_string text, dateline_byline_trust trust,
                          dateline_string language, dateline_arena *arena,
                          dateline_byline *byline) {
    *byline = (dateline_byline){.count = 0};
    text = dateline_string_trim(text);
    if (text.length > MAX_TEXT_BYTES)
        text.length = MAX_TEXT_BYTES;
    if (!text.length)
        return;
    if (trust != DATELINE_BYLINE_TEXT && read_inverted(text, arena, byline))
        return;
    if (names_agency(text)) {
        byline->agency = text;
        return;
    }
    reader in = {.text = text, .trust = trust, .byline = byline};
    in.dutch = dateline_string_starts_nocase(language, DATELINE_LITERAL("nl"));
    read_words(&in);
}

bool dateline_is_full_name(dateline_string name) {
    size_t end = end_of_word(name, 0);
    if (!end || end >= name.length)
        return false;
    unsigned flags = dateline_word_find(&dateline_name_words, dateline_string_part(name, 0, end));
    if (flags & DATELINE_NAME_HONORIFIC)
        return true;
    return (flags & DATELINE_NAME_GIVEN) != 0;
}
