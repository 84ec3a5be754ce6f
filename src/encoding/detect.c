/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which encoding makes the likeliest text of a page? Each candidate decodes the same bytes, and the
 * text is weighed by how many bits it would take to write it in each of the languages that were
 * written in that encoding: for an alphabet by pairs of letters, for Chinese, Japanese and Korean
 * by how common a character is, which the order of their tables tells. The cheapest reading wins;
 * the first of the list where two are the same text.
 *
 * Only characters above ASCII and the letters beside them count, so that markup weighs nothing.
 */
#include "encoding/detect.h"

#include "core/utf8.h"
#include "encoding/decoder.h"
#include "encoding/encoding_table.h"

enum {
    SAMPLE = 4096, /* bytes above ASCII that are looked at */
    /* costs, in eighths of a bit */
    UNSEEN = 15 * 8,
    CONTROL = 18 * 8,    /* controls, private use, noncharacters */
    ERROR = 24 * 8,      /* a sequence that is none */
    SYMBOL = 9 * 8,      /* of a sign that texts hardly have */
    PUNCTUATION = 5 * 8, /* of quotation marks, dashes, spaces */
    FOREIGN = 5 * 8,     /* added where a pair is another language's of the same encoding */
    KANA = 7 * 8,
    HANGUL = 9 * 8,  /* of the first 2,350 syllables */
    COMMON = 10 * 8, /* of an ideograph or a syllable from the first part of its table */
    RARE = 17 * 8,   /* from the second part */
    STRANGE = 20 * 8 /* from an extension */
};

/* Rows of the table, as generate_detector.py orders them. */
enum language {
    DE,
    FR,
    ES,
    PT,
    IT,
    NL,
    SV,
    DA,
    NO,
    FI,
    CA,
    ET,
    SQ,
    PL,
    CS,
    SK,
    HU,
    RO,
    SL,
    HR,
    TR,
    LT,
    LV,
    RU,
    UK,
    BG,
    MK,
    EL,
    HE,
    AR,
    FA,
    UR,
    VI,
    TH
};

_Static_assert(TH + 1 == DATELINE_DETECT_LANGUAGES, "a row for each language");

typedef struct candidate {
    char encoding[15];
    uint8_t first; /* its languages; none for those with ideographs */
    uint8_t last;
    uint8_t prior; /* bits: how seldom the web has it, beside the more common ones */
} candidate;

/* Where several give the same text the earlier one is meant. */
static const candidate candidates[] = {
    {"windows-1252", DE, SQ, 0},
    {"windows-1250", SQ, HR, 8},
    {"ISO-8859-2", SQ, HR, 10},
    {"windows-1251", RU, MK, 0},
    {"windows-1254", TR, TR, 4},
    {"windows-1253", EL, EL, 4},
    {"ISO-8859-7", EL, EL, 6},
    {"windows-1257", LT, LV, 4},
    {"windows-1256", AR, UR, 4},
    {"ISO-8859-6", AR, AR, 24},
    {"windows-1255", HE, HE, 4},
    {"windows-874", TH, TH, 4},
    {"windows-1258", VI, VI, 10},
    {"KOI8-U", RU, UK, 8},
    {"IBM866", RU, RU, 24},
    {"ISO-8859-5", RU, MK, 24},
    {"x-mac-cyrillic", RU, UK, 48},
    {"GBK", 1, 0, 4},
    {"Shift_JIS", 1, 0, 4},
    {"EUC-JP", 1, 0, 4},
    {"EUC-KR", 1, 0, 4},
    {"Big5", 1, 0, 4},
};

enum { MAX_LANGUAGES = HR - DE + 1 };

/* ---- What a character costs ------------------------------------------------------------------ */

static unsigned cost_of_pair(unsigned language, uint32_t before, uint32_t code) {
    return dateline_detect_costs[language][(before * 0x9E3779B1u ^ code * 0x85EBCA6Bu) >> 21];
}

static bool is_letter(uint32_t code) {
    return dateline_unicode(code) & DATELINE_CODE_LETTER;
}

/* What is no letter costs the same in every language. */
static unsigned cost_of_sign(uint32_t code) {
    if (code == DATELINE_DECODED_ERROR)
        return ERROR;
    if (code < 0xA0 || (code >= 0xE000 && code < 0xF900))
        return CONTROL;
    if (code == 0xA0 || code == 0xAB || code == 0xBB || code == 0xA9 || code == 0xB0 ||
        (code >= 0x2010 && code <= 0x2026) || code == 0x20AC || code == 0x2122 ||
        (code >= 0x3000 && code <= 0x3020) || (code >= 0xFF01 && code <= 0xFF5E))
        return PUNCTUATION;
    return dateline_unicode(code) & DATELINE_CODE_DIGIT ? SYMBOL - 8 : SYMBOL;
}

/* The tables of these encodings have their common characters first. */
static unsigned cost_of_ideograph(unsigned kind, uint32_t code, const uint8_t *bytes,
                                  size_t length) {
    if (length == 1)
        return STRANGE - 4 * 8; /* half-width katakana */
    if (length > 2)
        return STRANGE;
    unsigned lead = bytes[0], trail = bytes[1];
    bool kana = code >= 0x3041 && code <= 0x30FF;
    switch (kind) {
    case DATELINE_DECODER_GB18030:
        if (trail < 0xA1 || lead < 0xB0 || lead > 0xF7)
            return kana ? RARE : STRANGE;
        return lead <= 0xD7 ? COMMON : RARE;
    case DATELINE_DECODER_BIG5:
        return lead >= 0xA4 && lead <= 0xC6 ? COMMON : lead >= 0xC9 ? RARE : STRANGE;
    case DATELINE_DECODER_EUC_KR:
        if (trail < 0xA1 || lead < 0xB0)
            return kana ? RARE : STRANGE;
        return lead <= 0xC8 ? HANGUL : RARE;
    case DATELINE_DECODER_EUC_JP:
        return kana ? KANA : lead >= 0xB0 && lead <= 0xCF ? COMMON : RARE;
    default: /* Shift_JIS: 88 9F to 98 72 is the first part */
        return kana ? KANA : lead >= 0x88 && lead <= 0x98 ? COMMON : RARE;
    }
}

/* ---- What a reading costs -------------------------------------------------------------------- */

/* Steps over ASCII; *before gets the letter that it ends with, in lower case, else a space. */
static uint32_t skip_ascii(dateline_decoder *decoder, uint32_t before) {
    size_t length =
        dateline_ascii_length((const char *)decoder->at, (size_t)(decoder->end - decoder->at));
    if (!length)
        return before;
    decoder->at += length;
    char last = (char)decoder->at[-1];
    return dateline_is_letter(last) ? (uint32_t)dateline_lower(last) : ' ';
}

static uint64_t cost_of_ideographs(dateline_decoder *decoder) {
    uint64_t cost = 0;
    for (;;) {
        skip_ascii(decoder, 0);
        if (decoder->at >= decoder->end)
            return cost;
        const uint8_t *start = decoder->at;
        uint32_t code = dateline_decoder_next(decoder);
        bool letter = code < DATELINE_DECODED_ERROR && is_letter(code) && code >= 0x3041 &&
                      !(code >= 0xFF01 && code <= 0xFF5E);
        cost += letter ? cost_of_ideograph(decoder->encoding->kind, code, start,
                                           (size_t)(decoder->at - start))
                : code < DATELINE_DECODED_ERROR && is_letter(code)
                    ? SYMBOL + 4 * 8 /* Cyrillic, Greek: signs among ideographs */
                    : cost_of_sign(code);
    }
}

/* Add what a pair costs in each language of a candidate; names of other countries are in all. */
static void add_pair(uint64_t *letters, const candidate *c, uint32_t before, uint32_t code) {
    unsigned costs[MAX_LANGUAGES], foreign = UNSEEN, count = (unsigned)(c->last - c->first) + 1;
    for (unsigned i = 0; i < count; i++) {
        costs[i] = cost_of_pair(c->first + i, before, code);
        foreign = costs[i] + FOREIGN < foreign ? costs[i] + FOREIGN : foreign;
    }
    for (unsigned i = 0; i < count; i++)
        letters[i] += costs[i] < foreign ? costs[i] : foreign;
}

/* The cheapest of the candidate's languages. */
static uint64_t cost_of_letters(dateline_decoder *decoder, const candidate *c) {
    uint64_t signs = 0, letters[MAX_LANGUAGES] = {0}, least = UINT64_MAX;
    uint32_t before = ' ';
    unsigned count = (unsigned)(c->last - c->first) + 1;
    while (decoder->at < decoder->end) {
        uint32_t code = ' ';
        if (*decoder->at >= 0x80)
            code = dateline_decoder_next(decoder);
        else if (before >= 0x80 && dateline_is_letter((char)*decoder->at))
            code = (uint32_t)dateline_lower((char)*decoder->at++);
        else
            before = skip_ascii(decoder, before);
        if (code == ' ')
            continue;
        bool letter = code < DATELINE_DECODED_ERROR && is_letter(code);
        if (letter)
            add_pair(letters, c, before, code);
        signs += letter ? 0 : cost_of_sign(code);
        before = letter ? code : ' ';
    }
    for (unsigned i = 0; i < count; i++)
        least = letters[i] < least ? letters[i] : least;
    return signs + least;
}

/* The page up to its SAMPLEth byte above ASCII. */
static const char *sample_end(dateline_string page) {
    const char *at = page.data, *end = page.data + page.length;
    for (unsigned high = 0; at < end && high < SAMPLE; high++) {
        at += dateline_ascii_length(at, (size_t)(end - at));
        at += at < end;
    }
    return at;
}

const dateline_encoding *dateline_detect(dateline_string page) {
    const char *end = sample_end(page);
    const dateline_encoding *best = &dateline_encodings[DATELINE_ENCODING_WINDOWS_1252];
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        dateline_decoder decoder = {
            .encoding = dateline_encoding_of_label(dateline_string_of(candidates[i].encoding)),
            .at = (const uint8_t *)page.data,
            .end = (const uint8_t *)end};
        uint64_t cost = candidates[i].first > candidates[i].last
                            ? cost_of_ideographs(&decoder)
                            : cost_of_letters(&decoder, &candidates[i]);
        cost += 8u * candidates[i].prior;
        if (cost < least) {
            least = cost;
            best = decoder.encoding;
        }
    }
    return best;
}
