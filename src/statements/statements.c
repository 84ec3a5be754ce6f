/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The room's way: the article's blocks become tokens and sentences (text), the rules find who says
 * what in them (drafts, phrases), in English the learned model decides (reading, inputs, choices),
 * names are settled (people), and the drafts become the record's statements with their places in
 * the page. All of it lives in the page's arena.
 */
#include "statements/statements.h"

#include "statements/choices.h"
#include "statements/days.h"
#include "statements/people.h"

typedef struct room {
    const dateline_page *page;
    dateline_arena *arena;
    dateline_record *record;
    dateline_tokens text;
    dateline_drafts drafts;
    dateline_people people;
    uint32_t topic; /* the person whom "she" means, or DATELINE_NONE */
    uint32_t topic_paragraph;
    uint32_t interviewed; /* who answers the text's questions, or DATELINE_NONE */
} room;

/* ---- Language and text ---------------------------------------------------------------------- */

static bool is_spoken(const dateline_block *block) {
    return block->in_text && block->role != DATELINE_ROLE_CODE &&
           block->role != DATELINE_ROLE_TABLE;
}

/* What the page says, and else what its first blocks look like. */
static dateline_language find_language(const room *r) {
    if (r->record->language.length)
        return dateline_language_of_tag(r->record->language);
    /* Bytes of a block by which a language can be told; of short texts, less has to do. */
    static const size_t enough[] = {200, 40};
    bool looked = false;
    for (size_t pass = 0; pass < sizeof enough / sizeof *enough && !looked; pass++)
        for (uint32_t i = 0; i < r->page->blocks.count; i++) {
            const dateline_block *block = &r->page->blocks.items[i];
            if (!is_spoken(block) || block->text.length < enough[pass])
                continue;
            looked = true;
            dateline_language language = dateline_language_of_text(block->text);
            if (language != DATELINE_LANGUAGE_COUNT)
                return language;
        }
    return DATELINE_LANGUAGE_COUNT;
}

/* The headline's block, or DATELINE_NONE where no block has just its words. */
static uint32_t find_title(const room *r) {
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        if (dateline_string_equal(r->page->blocks.items[i].text, r->record->title))
            return i;
    return DATELINE_NONE;
}

static bool read_text(room *r) {
    uint32_t title = DATELINE_NONE;
    if (r->record->title.length) {
        title = find_title(r);
        if (!dateline_tokens_add(&r->text, r->record->title, title, true))
            return false;
    }
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        const dateline_block *block = &r->page->blocks.items[i];
        if (i != title && is_spoken(block) && block->text.length &&
            !dateline_tokens_add(&r->text, block->text, i, false))
            return false;
    }
    return true;
}

/* ---- Places --------------------------------------------------------------------------------- */

/* Where a token's word begins: in "dit-elle", "a-t-il" behind the hyphen and its t. */
static uint32_t word_begin(const room *r, uint32_t paragraph, uint32_t token) {
    const dateline_token *at = &r->text.tokens.items[token];
    const char *text = r->text.paragraphs.items[paragraph].text.data + at->begin;
    if (at->end - at->begin < 3 || text[0] != '-' || !dateline_is_letter(text[1]))
        return at->begin;
    return at->begin + (at->end - at->begin > 3 && text[1] == 't' && text[2] == '-' ? 3 : 1);
}

/* Bytes [begin, end) of a paragraph's text. */
static dateline_string bytes_of(const room *r, uint32_t paragraph, dateline_range range) {
    const dateline_token *tokens = r->text.tokens.items;
    return dateline_string_part(r->text.paragraphs.items[paragraph].text,
                                word_begin(r, paragraph, range.begin), tokens[range.end - 1].end);
}

static const dateline_span *spans_of(const room *r, uint32_t paragraph, dateline_range range,
                                     size_t *count) {
    const dateline_token *tokens = r->text.tokens.items;
    uint32_t block = r->text.paragraphs.items[paragraph].block;
    *count = 0;
    return block == DATELINE_NONE ? NULL
                                  : dateline_page_spans(r->page, r->arena, block,
                                                        word_begin(r, paragraph, range.begin),
                                                        tokens[range.end - 1].end, count);
}

static dateline_part part_of(const room *r, uint32_t paragraph, dateline_range range) {
    dateline_part part = {dateline_absent, NULL, 0};
    if (dateline_is_empty(range))
        return part;
    part.text = bytes_of(r, paragraph, range);
    part.spans = spans_of(r, paragraph, range, &part.span_count);
    return part;
}

static bool stands_before(const dateline_piece *a, const dateline_piece *b) {
    return a->paragraph != b->paragraph ? a->paragraph < b->paragraph
                                        : a->range.begin < b->range.begin;
}

/* The pieces of a draft in the order of the text. They were found in it but for the first, around
   which the others were found, so that sorting by insertion moves little. */
static const dateline_piece *sorted_pieces(const room *r, const dateline_draft *draft,
                                           size_t *count) {
    const dateline_piece *pieces = r->drafts.pieces.items;
    size_t total = 0;
    for (uint32_t i = draft->first_piece; i != DATELINE_NONE; i = pieces[i].next)
        total++;
    dateline_piece *sorted = DATELINE_ARENA_ARRAY(r->arena, dateline_piece, total);
    *count = 0;
    for (uint32_t i = draft->first_piece; sorted && i != DATELINE_NONE; i = pieces[i].next) {
        size_t at = (*count)++;
        for (; at > 0 && stands_before(&pieces[i], &sorted[at - 1]); at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = pieces[i];
    }
    return sorted;
}

/* Content of several pieces: their texts with a space between, their spans in order. */
static bool join_pieces(const room *r, const dateline_draft *draft, dateline_part *part) {
    size_t length = 0, count = 0, total;
    const dateline_piece *pieces = sorted_pieces(r, draft, &total);
    if (!pieces)
        return false;
    for (size_t i = 0; i < total; i++) {
        length += bytes_of(r, pieces[i].paragraph, pieces[i].range).length + 1;
        size_t spans;
        if (!spans_of(r, pieces[i].paragraph, pieces[i].range, &spans) && r->arena->memory->failed)
            return false;
        count += spans;
    }
    char *text = dateline_arena_allocate(r->arena, length);
    dateline_span *spans = DATELINE_ARENA_ARRAY(r->arena, dateline_span, count + !count);
    if (!text || !spans)
        return false;
    *part = (dateline_part){{text, 0}, spans, 0};
    for (size_t i = 0; i < total; i++) {
        dateline_part piece = part_of(r, pieces[i].paragraph, pieces[i].range);
        if (r->arena->memory->failed)
            return false;
        if (part->text.length)
            text[part->text.length++] = ' ';
        memcpy(text + part->text.length, piece.text.data, piece.text.length);
        part->text.length += piece.text.length;
        if (piece.span_count)
            memcpy(spans + part->span_count, piece.spans, piece.span_count * sizeof *spans);
        part->span_count += piece.span_count;
    }
    return true;
}

static bool content_of(const room *r, const dateline_draft *draft, dateline_part *part) {
    const dateline_piece *first = &r->drafts.pieces.items[draft->first_piece];
    if (first->next != DATELINE_NONE)
        return join_pieces(r, draft, part);
    *part = part_of(r, first->paragraph, first->range);
    return !r->arena->memory->failed;
}

/* ---- What kind of quotation ----------------------------------------------------------------- */

static dateline_quotation quotation_of(const room *r, const dateline_draft *draft) {
    const dateline_token *tokens = r->text.tokens.items;
    bool quoted = false, plain = false;
    uint32_t close = 0; /* of the last quotation: an attribution inside cuts it in pieces */
    for (uint32_t i = draft->first_piece; i != DATELINE_NONE; i = r->drafts.pieces.items[i].next) {
        dateline_range range = r->drafts.pieces.items[i].range;
        for (uint32_t t = range.begin; t < range.end; t++) {
            if (tokens[t].kind == DATELINE_TOKEN_OPEN) {
                quoted = true;
                close = tokens[t].partner;
                t = close;
            } else if (tokens[t].kind == DATELINE_TOKEN_WORD && t > close) {
                plain = true;
            }
        }
    }
    return !quoted ? DATELINE_QUOTATION_INDIRECT
           : plain ? DATELINE_QUOTATION_MIXED
                   : DATELINE_QUOTATION_DIRECT;
}

/* ---- Who and when --------------------------------------------------------------------------- */

static dateline_view view_of_paragraph(const room *r, uint32_t paragraph) {
    const dateline_paragraph *p = &r->text.paragraphs.items[paragraph];
    return (dateline_view){&r->text, p->text.data, p->begin, p->end};
}

static void set_topic(room *r, uint32_t person, uint32_t paragraph) {
    r->topic = person;
    r->topic_paragraph = paragraph;
}

/* "she": the person spoken of last, in this paragraph or the one before, of the same gender. */
static uint32_t person_of_pronoun(const room *r, uint8_t gender, uint32_t paragraph) {
    if (r->topic == DATELINE_NONE || r->topic_paragraph + 1 < paragraph)
        return DATELINE_NONE;
    uint8_t known = r->people.people.items[r->topic].gender;
    /* "sie" is also "they", and few titles tell: elsewhere than in English the gender is known. */
    bool same = known ? known == gender : r->text.language == DATELINE_ENGLISH;
    return same ? r->topic : DATELINE_NONE;
}

/* In an interview "I" answers, and "you" is asked. */
static bool is_interviewed(const room *r, const dateline_draft *draft) {
    static const char *const words[][2] = {{"i", "my"}, {"you", "your"}};
    if (r->interviewed == DATELINE_NONE || draft->source.end != draft->source.begin + 1)
        return false;
    dateline_view view = view_of_paragraph(r, draft->source_paragraph);
    bool asked = dateline_people_is_question(&r->people, draft->source_paragraph);
    return dateline_token_is(&view, draft->source.begin, words[asked][0]) ||
           dateline_token_is(&view, draft->source.begin, words[asked][1]);
}

static void set_interviewed(const room *r, dateline_statement *statement) {
    const dateline_person *person = &r->people.people.items[r->interviewed];
    statement->person = person->name;
    statement->role = person->role;
    statement->person_reason = "the one who answers the text’s questions";
}

static void settle_person(room *r, const dateline_draft *draft, dateline_statement *statement) {
    if (is_interviewed(r, draft)) {
        set_interviewed(r, statement);
        return;
    }
    uint8_t gender = dateline_people_pronoun(&r->people, draft->source);
    dateline_speaker speaker = {DATELINE_NONE, dateline_absent, false};
    if (gender)
        speaker.person = person_of_pronoun(r, gender, draft->source_paragraph);
    else
        speaker = dateline_people_speaker(&r->people, draft->source_paragraph, draft->source);
    if (speaker.person != DATELINE_NONE) {
        dateline_person *person = &r->people.people.items[speaker.person];
        statement->person = person->name;
        statement->role = gender ? person->role : speaker.role;
        statement->person_reason = gender ? "the person spoken of last, of that gender"
                                   : speaker.described
                                       ? "the one person before whose role has these words"
                                       : "the article’s fullest name with that surname";
        person->gender |= gender; /* what "she" meant once, she stays */
        set_topic(r, speaker.person, draft->source_paragraph);
    } else if (speaker.described) {
        set_topic(r, DATELINE_NONE, draft->source_paragraph); /* "he" may be that person now */
    }
}

/* The subject of a sentence is who it is about, whether anything is said in it or not. */
static void read_topic(room *r, const dateline_sentence *sentence) {
    const dateline_paragraph *paragraph = &r->text.paragraphs.items[sentence->paragraph];
    dateline_view view = {&r->text, paragraph->text.data, sentence->begin, sentence->end};
    if (paragraph->title)
        return;
    dateline_range subject = dateline_main_subject(&view);
    dateline_speaker speaker = dateline_people_speaker(&r->people, sentence->paragraph, subject);
    if (speaker.person != DATELINE_NONE)
        set_topic(r, speaker.person, sentence->paragraph);
    else if (r->topic != DATELINE_NONE && r->topic_paragraph + 1 == sentence->paragraph &&
             dateline_people_pronoun(&r->people, subject))
        r->topic_paragraph = sentence->paragraph;
}

/* Does a token belong to what a draft says? */
typedef struct contents {
    const room *room;
    const dateline_draft *draft;
} contents;

static bool is_content(const void *context, uint32_t token) {
    const contents *c = context;
    const dateline_piece *pieces = c->room->drafts.pieces.items;
    uint32_t i = c->draft->first_piece;
    for (unsigned n = 0; i != DATELINE_NONE && n < 4; n++, i = pieces[i].next)
        if (token >= pieces[i].range.begin && token < pieces[i].range.end)
            return true;
    return false;
}

static dateline_view view_of(const room *r, const dateline_sentence *sentence) {
    const dateline_paragraph *paragraph = &r->text.paragraphs.items[sentence->paragraph];
    return (dateline_view){&r->text, paragraph->text.data, sentence->begin, sentence->end};
}

static void set_date(const room *r, uint32_t paragraph, const dateline_moment *moment,
                     dateline_statement *statement) {
    statement->date = dateline_arena_copy(r->arena, moment->date, moment->length);
    statement->time = part_of(r, paragraph, moment->words);
    statement->date_reason = moment->reason;
}

static void settle_date(const room *r, const dateline_draft *draft,
                        const dateline_sentence *sentence, dateline_statement *statement) {
    contents context = {r, draft};
    dateline_view view = view_of(r, sentence);
    bool named = draft->source_paragraph == draft->paragraph && !dateline_is_empty(draft->source);
    dateline_cue_place place = {.sentence = {sentence->begin, sentence->end}, .cue = draft->cue};
    dateline_moment moment;
    if (named)
        place.source = draft->source;
    if (!dateline_is_empty(draft->cue) &&
        dateline_moment_of_cue(&view, &place, is_content, &context, r->record->date_published,
                               &moment))
        set_date(r, sentence->paragraph, &moment, statement);
}

/* "He made the comments on Thursday" dates what was said in the paragraph before, or in this one.
 */
static void date_remarks(const room *r, const dateline_sentence *sentence,
                         dateline_statement *statements, uint32_t count) {
    dateline_view view = view_of(r, sentence);
    dateline_moment moment;
    if (!count || !dateline_moment_of_remarks(&view, r->record->date_published, &moment))
        return;
    enum { MOST = 16 };
    for (uint32_t i = count, n = 0; i-- > 0 && n < MOST; n++) {
        uint32_t paragraph = r->drafts.drafts.items[i].paragraph;
        if (paragraph + 1 < sentence->paragraph || statements[i].in_title)
            break;
        if (statements[i].nested_in == DATELINE_NONE && !statements[i].date.data)
            set_date(r, sentence->paragraph, &moment, &statements[i]);
    }
}

/* How often statements of the kind were right on news articles, roughly. */
static float confidence_of(const dateline_draft *draft, const dateline_statement *statement) {
    float confidence = statement->quotation == DATELINE_QUOTATION_DIRECT  ? 0.9F
                       : statement->quotation == DATELINE_QUOTATION_MIXED ? 0.8F
                                                                          : 0.7F;
    if (dateline_is_empty(draft->source))
        confidence -= 0.2F;
    if (draft->nested_in != DATELINE_NONE)
        confidence -= 0.1F;
    return confidence;
}

/* ---- The statements ------------------------------------------------------------------------- */

static bool fill_statement(room *r, const dateline_draft *draft, const dateline_sentence *sentence,
                           dateline_statement *statement) {
    *statement = (dateline_statement){.quotation = quotation_of(r, draft),
                                      .kind = dateline_statement_kinds[draft->kind],
                                      .source = part_of(r, draft->source_paragraph, draft->source),
                                      .cue = part_of(r, draft->paragraph, draft->cue),
                                      .nested_in = draft->nested_in,
                                      .negated = draft->negated,
                                      .in_title = r->text.paragraphs.items[draft->paragraph].title};
    statement->confidence = confidence_of(draft, statement);
    settle_person(r, draft, statement);
    settle_date(r, draft, sentence, statement);
    return content_of(r, draft, &statement->content) && !r->arena->memory->failed;
}

/* Does a page tell what happened, as the texts did that the rules and the model were made for? Of
 * one with a date it is believed, whatever it looks like. */
static bool tells_news(const dateline_record *record) {
    return record->date_published.data || record->page_type == DATELINE_PAGE_ARTICLE ||
           record->page_type == DATELINE_PAGE_LISTING || record->page_type == DATELINE_PAGE_FORUM;
}

/* In manuals and shops "the function rejects the promise" and "our team knows" are nobody's words;
 * there only what is quoted is believed to be said. */
static bool keep_quoted(room *r, dateline_statement *statements) {
    uint32_t count = (uint32_t)r->record->statement_count, kept = 0;
    uint32_t *place = DATELINE_ARENA_ARRAY(r->arena, uint32_t, count + !count);
    if (!place)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        bool quoted = statements[i].quotation != DATELINE_QUOTATION_INDIRECT;
        place[i] = quoted ? kept : DATELINE_NONE;
        if (quoted)
            statements[kept++] = statements[i];
    }
    for (uint32_t i = 0; i < kept; i++)
        if (statements[i].nested_in != DATELINE_NONE)
            statements[i].nested_in = place[statements[i].nested_in];
    r->record->statement_count = kept;
    return true;
}

/* Statements follow their sentences; the topic moves with both. */
static bool fill_statements(room *r) {
    uint32_t count = r->drafts.drafts.count, next = 0;
    dateline_statement *statements =
        DATELINE_ARENA_ARRAY(r->arena, dateline_statement, count + !count);
    if (!statements)
        return false;
    for (uint32_t s = 0; s < r->text.sentences.count && count; s++) {
        const dateline_sentence *sentence = &r->text.sentences.items[s];
        if (next == count && sentence->paragraph > r->drafts.drafts.items[count - 1].paragraph + 1)
            break; /* what comes here dates no statement */
        read_topic(r, sentence);
        date_remarks(r, sentence, statements, next);
        for (; next < count; next++) {
            const dateline_draft *draft = &r->drafts.drafts.items[next];
            uint32_t place = draft->cue.begin;
            if (place >= sentence->end)
                break;
            if (!fill_statement(r, draft, sentence, &statements[next]))
                return false;
        }
    }
    r->record->statements = statements;
    r->record->statement_count = next;
    return tells_news(r->record) || keep_quoted(r, statements);
}

/* English is read by the learned model, to which the rules are one input; the rest by rules. */
static bool find_drafts(room *r) {
    if (r->text.language != DATELINE_ENGLISH)
        return dateline_drafts_find(&r->drafts);
    dateline_drafts rules = {.arena = r->arena, .text = &r->text};
    dateline_choices choices = {.arena = r->arena};
    dateline_reading reading = {.text = &r->text, .weights = &dateline_statement_weights};
    return dateline_drafts_find(&rules) && dateline_reading_make(&reading, r->arena) &&
           dateline_choices_find(&choices, &reading, &rules) &&
           dateline_drafts_take(&r->drafts, &choices, &rules);
}

bool dateline_statements_find(const dateline_page *page, dateline_arena *arena,
                              dateline_record *record) {
    room r = {.page = page, .arena = arena, .record = record, .topic = DATELINE_NONE};
    dateline_language language = find_language(&r);
    record->statements_supported = language != DATELINE_LANGUAGE_COUNT;
    if (!record->statements_supported)
        return true;
    r.text = (dateline_tokens){
        .arena = arena, .lexicon = &dateline_lexicons[language], .language = language};
    r.drafts = (dateline_drafts){.arena = arena, .text = &r.text};
    r.people = (dateline_people){.arena = arena, .text = &r.text};
    if (!read_text(&r) || !find_drafts(&r) || !dateline_people_find(&r.people))
        return false;
    r.interviewed = dateline_people_interviewed(&r.people);
    return fill_statements(&r);
}
