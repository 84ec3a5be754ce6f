/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers wrote. Around it stand headings and counts ("12 comments"), names and times ("Ann
 * says:"), buttons and forms ("Your address will not be published"), which share its role: all of
 * it is no part of the article. In the blocks they stay; a list of comments is of use only without
 * them. So a comment is told as a reader would, by its sentences.
 */
#include "core/string.h"
#include "record/record.h"

enum {
    SHORTEST = 1, /* word */
    LONG = 9,     /* words from which on no mark is asked for at the end, nor a button suspected */
    FORM = 40     /* words of the longest sentence of a form */
};

/* A short line with one of these is a heading, a button or a field. */
static const char *const about_comments[] = {
    "comment",  "kommentar", "komentar",    "comentari",    "kommenti",  "комментар", "yorum",
    "reactie",  "reply",     "replies",     "antworten",    "répondre",  "responder", "rispondi",
    "ответить", "loading",   "lade ",       "log in",       "logged in", "sign in",   "login",
    "anmelden", "einloggen", "einzuloggen", "wird geladen", "e-mail",    "email",     "passwor",
    "password", "ausfüllen", "コメント",    "评论",         "評論",      "댓글"};

/* Nor are these what a reader says, in a text of some length. */
static const char *const of_forms[] = {"will not be published",
                                       "niemals veröffentlicht",
                                       "nicht veröffentlicht",
                                       "ne sera pas publiée",
                                       "no será publicada",
                                       "non sarà pubblicato",
                                       "não será publicado",
                                       "wordt niet gepubliceerd",
                                       "required fields",
                                       "erforderliche felder",
                                       "sont indiqués avec",
                                       "campos obligatorios",
                                       "campi obbligatori",
                                       "campos obrigatórios",
                                       "comment policy",
                                       "post a comment",
                                       "leave a comment",
                                       "logged in to",
                                       "comments are closed",
                                       "comments are moderated",
                                       "first to comment",
                                       "kommentar abzugeben",
                                       "einen kommentar zu",
                                       "kommentar verfasst",
                                       "kommentarfunktion",
                                       "kommentare sind",
                                       "commentaires sont",
                                       "comentarios están",
                                       "html-tags",
                                       "html tags",
                                       "reduce spam",
                                       "subscribe to comments",
                                       "enable javascript",
                                       "javascript in ihrem",
                                       "datenschutzerklärung",
                                       "willige ich",
                                       "privacy policy"};

typedef struct measure {
    uint32_t words;
    bool sentence; /* a mark ends it, which is no number's or initial's */
} measure;

static bool is_letter(char c) {
    return dateline_is_letter(c) || (uint8_t)c >= 0xC3;
}

/* East Asian scripts write no spaces: two of their signs are a word. */
static bool is_wide(char c) {
    return (uint8_t)c >= 0xE3 && (uint8_t)c <= 0xED;
}

static bool ends_sentence(dateline_string text) {
    static const char *const marks[] = {"!", "?", "…",  "。", "！", "？", "»",
                                        "“", "”", "\"", ":)", ";)", "-)"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (dateline_string_ends_nocase(text, dateline_string_of(marks[i])))
            return true;
    return text.length > 2 && text.data[text.length - 1] == '.' &&
           !dateline_is_digit(text.data[text.length - 2]) && text.data[text.length - 3] != ' ';
}

/* As far as is needed to know. */
static measure measure_text(dateline_string text) {
    measure out = {0, ends_sentence(text)};
    uint32_t wide = 0;
    bool counted = false;
    for (size_t i = 0; i < text.length && out.words <= FORM; i++) {
        char c = text.data[i];
        wide += is_wide(c);
        if (dateline_is_space(c))
            counted = false;
        else if (!counted && is_letter(c)) {
            counted = true;
            out.words++;
        }
    }
    out.words += wide / 2;
    return out;
}

static bool is_written_by_reader(dateline_string text) {
    measure m = measure_text(text);
    if (m.words < LONG)
        return m.words >= SHORTEST && m.sentence &&
               !dateline_string_has_any_nocase(text, about_comments,
                                               sizeof about_comments / sizeof *about_comments);
    return m.words > FORM ||
           !dateline_string_has_any_nocase(text, of_forms, sizeof of_forms / sizeof *of_forms);
}

static bool is_comment(const dateline_block *block) {
    return block->role == DATELINE_ROLE_COMMENT && !block->level &&
           is_written_by_reader(block->text);
}

bool dateline_record_comments(dateline_record *record, dateline_arena *arena) {
    size_t count = 0, next = 0;
    for (size_t i = 0; i < record->block_count; i++)
        count += record->blocks[i].role == DATELINE_ROLE_COMMENT;
    dateline_string *comments = count ? DATELINE_ARENA_ARRAY(arena, dateline_string, count) : NULL;
    if (count && !comments)
        return false;
    for (size_t i = 0; i < record->block_count; i++)
        if (is_comment(&record->blocks[i]))
            comments[next++] = record->blocks[i].text;
    record->comments = comments;
    record->comment_count = next;
    return true;
}
