/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of the WHATWG Encoding Standard as generate_encodings.py writes them: 16 bits a code
 * point, 0 where an index has none.
 */
#ifndef DATELINE_ENCODING_ENCODING_TABLE_H
#define DATELINE_ENCODING_ENCODING_TABLE_H

#include "encoding/encoding.h"

/** The decoders; several encodings share one. */
typedef enum dateline_decoder_kind {
    DATELINE_DECODER_UTF_8,
    DATELINE_DECODER_SINGLE_BYTE,
    DATELINE_DECODER_GB18030,
    DATELINE_DECODER_BIG5,
    DATELINE_DECODER_EUC_JP,
    DATELINE_DECODER_ISO_2022_JP,
    DATELINE_DECODER_SHIFT_JIS,
    DATELINE_DECODER_EUC_KR,
    DATELINE_DECODER_REPLACEMENT,
    DATELINE_DECODER_UTF_16BE,
    DATELINE_DECODER_UTF_16LE,
} dateline_decoder_kind;

struct dateline_encoding {
    char name[15];
    uint8_t kind; /* dateline_decoder_kind */
    uint8_t row;  /* single-byte: of dateline_index_single */
};

/** A label in lower case, sorted by bytes. */
typedef struct dateline_encoding_label {
    char label[20];
    uint8_t encoding; /* of dateline_encodings */
} dateline_encoding_label;

/** Code points that follow each other from a pointer on. */
typedef struct dateline_gb18030_range {
    uint16_t pointer;
    uint16_t code;
} dateline_gb18030_range;

/** Places in dateline_encodings of those that the code names. */
enum {
    DATELINE_ENCODING_UTF_8 = 0,
    DATELINE_ENCODING_WINDOWS_1252 = 21,
    DATELINE_ENCODING_ISO_2022_JP = 33,
    DATELINE_ENCODING_UTF_16BE = 37,
    DATELINE_ENCODING_UTF_16LE = 38,
    DATELINE_ENCODING_X_USER_DEFINED = 39,
    DATELINE_ENCODING_COUNT = 40,
};

extern const dateline_encoding dateline_encodings[];

extern const dateline_encoding_label dateline_encoding_labels[];
extern const unsigned dateline_encoding_label_count;

extern const uint16_t dateline_index_single[][128];

extern const uint16_t dateline_index_gb18030[];
extern const uint32_t dateline_index_gb18030_size;
extern const dateline_gb18030_range dateline_gb18030_ranges[];
extern const unsigned dateline_gb18030_range_count;

extern const uint16_t dateline_index_jis0208[];
extern const uint32_t dateline_index_jis0208_size;
extern const uint16_t dateline_index_jis0212[];
extern const uint32_t dateline_index_jis0212_size;

extern const uint16_t dateline_index_euc_kr[];
extern const uint32_t dateline_index_euc_kr_size;

extern const uint16_t dateline_index_big5[];       /* from pointer dateline_index_big5_first on */
extern const uint8_t dateline_index_big5_plane2[]; /* a bit each: add 0x20000 */
extern const uint32_t dateline_index_big5_first;
extern const uint32_t dateline_index_big5_size;

#endif
