/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes what the model of statements sees of texts, for train.py: texts come on stdin and rows go
 * to stdout, so that the model is trained on exactly what the library computes.
 *
 *     features layout             names, places and sizes of the weights and their rows
 *     features tokens WEIGHTS     the tokens and the inputs of the tagger
 *     features units WEIGHTS      the units of every sentence and the inputs of each
 *     features pairs WEIGHTS      the inputs of the units around each cue; the cues' tokens come
 *                                 behind each text, after their number
 *
 *     features choices WEIGHTS    the whole model: the parts of every statement
 *
 * WEIGHTS is a file with a dateline_weights as the machine that trains holds it in memory. All
 * numbers are u32 of that machine; a text comes as its length and its bytes.
 */
#include "statements/choices.h"

#include <stdio.h>
#include <stdlib.h>

static void fatal(const char *what) {
    fprintf(stderr, "features: %s\n", what);
    exit(1);
}

typedef struct reader {
    dateline_memory memory;
    dateline_arena arena;
    dateline_text text;
    dateline_page page;
    dateline_tokens tokens;
    dateline_reading reading;
    dateline_drafts rules;
    dateline_units units;
    dateline_weights *weights;
    char *data;
    uint32_t length;
    uint8_t *is_cue; /* by token */
} reader;

static void put(uint32_t value) {
    fwrite(&value, sizeof value, 1, stdout);
}

static bool read_text(reader *r) {
    if (fread(&r->length, 1, sizeof r->length, stdin) != sizeof r->length)
        return false;
    r->data = realloc(r->data, (size_t)r->length + DATELINE_PADDING + 1);
    if (!r->data || fread(r->data, 1, r->length, stdin) != r->length)
        fatal("the input ends in a text");
    return true;
}

/* Every block is read, as if all of the text were the article's. */
static void make_tokens(reader *r) {
    dateline_arena_reset(&r->arena);
    if (!dateline_text_decode(&r->text, &r->memory, r->data, r->length, false, false, NULL) ||
        !dateline_page_build_plain(&r->page, &r->arena, &r->text, dateline_absent, 100000))
        fatal("out of memory");
    r->tokens = (dateline_tokens){.arena = &r->arena,
                                  .lexicon = &dateline_lexicons[DATELINE_ENGLISH],
                                  .language = DATELINE_ENGLISH};
    for (uint32_t i = 0; i < r->page.blocks.count; i++)
        if (!dateline_tokens_add(&r->tokens, r->page.blocks.items[i].text, i, false))
            fatal("out of memory");
    r->reading = (dateline_reading){.text = &r->tokens, .weights = r->weights};
    if (!dateline_reading_make(&r->reading, &r->arena))
        fatal("out of memory");
}

/* Where a token stands in the text. */
static dateline_span place_of(reader *r, const dateline_paragraph *paragraph,
                              const dateline_token *token) {
    size_t count;
    const dateline_span *spans = dateline_page_spans(&r->page, &r->arena, paragraph->block,
                                                     token->begin, token->end, &count);
    if (!spans || !count)
        fatal("a token without a place");
    return (dateline_span){spans[0].begin, spans[count - 1].end};
}

/* count, then for each token: begin, end, hash, kind, flags, word, tag, inputs. */
static void write_tokens(reader *r) {
    put(r->tokens.tokens.count);
    for (uint32_t p = 0; p < r->tokens.paragraphs.count; p++) {
        const dateline_paragraph *paragraph = &r->tokens.paragraphs.items[p];
        for (uint32_t i = paragraph->begin; i < paragraph->end; i++) {
            const dateline_token *token = &r->tokens.tokens.items[i];
            dateline_span place = place_of(r, paragraph, token);
            uint32_t inputs[DATELINE_TAGGER_MOST_INPUTS];
            unsigned count = dateline_tagger_inputs(&r->reading, paragraph, i, inputs);
            put(place.begin);
            put(place.end);
            put(dateline_word_hash(token, paragraph->text.data));
            put(token->kind);
            put(token->flags);
            put(r->reading.words[i]);
            put(r->reading.tags[i]);
            fwrite(inputs, sizeof *inputs, count, stdout);
        }
    }
}

typedef void unit_writer(reader *r, uint32_t unit);

/* Call write for each unit of each sentence. */
static void each_unit(reader *r, unit_writer *write) {
    uint32_t draft = 0;
    r->rules = (dateline_drafts){.arena = &r->arena, .text = &r->tokens};
    if (!dateline_drafts_find(&r->rules))
        fatal("out of memory");
    r->units.reading = &r->reading;
    r->units.rules = &r->rules;
    for (uint32_t s = 0; s < r->tokens.sentences.count; s++) {
        dateline_units_make(&r->units, &r->tokens.sentences.items[s], draft);
        draft = r->units.last_draft;
        for (uint32_t u = 0; u < r->units.count; u++)
            write(r, u);
    }
}

static void put_inputs(const uint32_t *inputs, unsigned count) {
    put(count);
    fwrite(inputs, sizeof *inputs, count, stdout);
}

/* token, last token + 1, sentence, tag, rule; then the inputs. */
static void write_unit(reader *r, uint32_t u) {
    uint32_t inputs[DATELINE_MOST_TOKEN_INPUTS];
    put(r->units.units[u].token);
    put(r->units.units[u + 1].token);
    put((uint32_t)(r->units.sentence - r->tokens.sentences.items));
    put(r->reading.tags[r->units.units[u].token]);
    put(r->units.rule[u]);
    put_inputs(inputs, dateline_token_inputs(&r->units, u, inputs));
}

/* cue's token, number of units; for each its token and inputs. */
static void write_pairs(reader *r, uint32_t cue) {
    uint32_t inputs[DATELINE_MOST_PAIR_INPUTS], begin, end;
    if (!r->is_cue[r->units.units[cue].token])
        return;
    dateline_opinion opinion;
    dateline_opinion_make(&r->units, cue, &opinion);
    dateline_reach_of(&r->units, cue, &begin, &end);
    put(r->units.units[cue].token);
    put(end - begin);
    for (uint32_t u = begin; u < end; u++) {
        put(r->units.units[u].token);
        put_inputs(inputs, dateline_pair_inputs(&r->units, &opinion, cue, u, inputs));
    }
}

static void read_cues(reader *r) {
    uint32_t count, token;
    r->is_cue = dateline_arena_allocate(&r->arena, r->tokens.tokens.count + 1);
    memset(r->is_cue, 0, r->tokens.tokens.count);
    if (fread(&count, 1, sizeof count, stdin) != sizeof count)
        fatal("no cues");
    for (; count; count--) {
        if (fread(&token, 1, sizeof token, stdin) != sizeof token ||
            token >= r->tokens.tokens.count)
            fatal("no such cue");
        r->is_cue[token] = 1;
    }
}

/* Where tokens [begin, end) stand in the text. */
static void put_range(reader *r, dateline_range range) {
    if (dateline_is_empty(range)) {
        put(0);
        put(0);
        return;
    }
    const dateline_token *tokens = r->tokens.tokens.items;
    const dateline_paragraph *paragraph = r->tokens.paragraphs.items;
    while (range.begin >= paragraph->end)
        paragraph++;
    put(place_of(r, paragraph, &tokens[range.begin]).begin);
    put(place_of(r, paragraph, &tokens[range.end - 1]).end);
}

/* Each statement: source, cue, number of pieces, pieces; offsets of the text's bytes. */
static void write_choices(reader *r) {
    dateline_choices choices = {.arena = &r->arena};
    dateline_drafts drafts = {.arena = &r->arena, .text = &r->tokens};
    r->rules = (dateline_drafts){.arena = &r->arena, .text = &r->tokens};
    if (!dateline_drafts_find(&r->rules) ||
        !dateline_choices_find(&choices, &r->reading, &r->rules) ||
        !dateline_drafts_take(&drafts, &choices, &r->rules))
        fatal("out of memory");
    for (uint32_t d = 0; d < drafts.drafts.count; d++) {
        const dateline_draft *draft = &drafts.drafts.items[d];
        uint32_t count = 0;
        for (uint32_t p = draft->first_piece; p != DATELINE_NONE; p = drafts.pieces.items[p].next)
            count++;
        put_range(r, draft->source);
        put_range(r, draft->cue);
        put(count);
        for (uint32_t p = draft->first_piece; p != DATELINE_NONE; p = drafts.pieces.items[p].next)
            put_range(r, drafts.pieces.items[p].range);
    }
}

static dateline_weights *read_weights(const char *name) {
    dateline_weights *weights = malloc(sizeof *weights);
    FILE *file = fopen(name, "rb");
    if (!weights || !file || fread(weights, 1, sizeof *weights, file) != sizeof *weights)
        fatal("the weights cannot be read");
    fclose(file);
    return weights;
}

#define PRINT_ROW(name, rows) printf("row %s %d %d\n", #name, (int)(name), (int)(rows));
#define PRINT_FIELD(name)                                                                          \
    printf("field %s %zu %zu\n", #name, offsetof(dateline_weights, name),                          \
           sizeof((dateline_weights *)0)->name);

static void write_layout(void) {
    DATELINE_TAGGER_INPUTS(PRINT_ROW)
    DATELINE_TOKEN_INPUTS(PRINT_ROW)
    DATELINE_PAIR_INPUTS(PRINT_ROW)
    PRINT_FIELD(marks)
    PRINT_FIELD(words)
    PRINT_FIELD(tag_of_word)
    PRINT_FIELD(tagger)
    PRINT_FIELD(token)
    PRINT_FIELD(cue)
    PRINT_FIELD(pair)
    PRINT_FIELD(cue_out)
    PRINT_FIELD(role_out)
    PRINT_FIELD(cue_bias)
    PRINT_FIELD(role_bias)
    PRINT_FIELD(follows)
    PRINT_FIELD(begins)
    PRINT_FIELD(least)
    printf("field all 0 %zu\n", sizeof(dateline_weights));
}

int main(int count, char **arguments) {
    reader r = {0};
    if (count == 2 && strcmp(arguments[1], "layout") == 0) {
        write_layout();
        return 0;
    }
    if (count != 3)
        fatal("usage: features layout | tokens|units|pairs|choices WEIGHTS");
    r.weights = read_weights(arguments[2]);
    dateline_memory_initialize(&r.memory, NULL);
    dateline_arena_initialize(&r.arena, &r.memory);
    while (read_text(&r)) {
        make_tokens(&r);
        if (strcmp(arguments[1], "tokens") == 0)
            write_tokens(&r);
        else if (strcmp(arguments[1], "units") == 0)
            each_unit(&r, write_unit);
        else if (strcmp(arguments[1], "choices") == 0)
            write_choices(&r);
        else {
            read_cues(&r);
            each_unit(&r, write_pairs);
        }
        put(UINT32_MAX); /* the text's end */
    }
    return 0;
}
