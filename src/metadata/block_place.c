/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The place and the agency at the head of an agency's story: "BERLIN (AP) –".
 */
#include "core/utf8.h"
#include "metadata/blocks.h"

/* The dash that ends "BERLIN (AP) – "; @return its offset, or SIZE_MAX. */
static size_t dateline_dash(dateline_string text) {
    enum { LIMIT = 70 };
    for (size_t i = 0; i + 3 < text.length && i < LIMIT; i++) {
        if ((uint8_t)text.data[i] == 0xE2 && (uint8_t)text.data[i + 1] == 0x80 &&
            ((uint8_t)text.data[i + 2] == 0x93 || (uint8_t)text.data[i + 2] == 0x94))
            return i;
        if (text.data[i] == '-' && i && text.data[i - 1] == ' ' &&
            (text.data[i + 1] == ' ' || text.data[i + 1] == '-'))
            return i;
    }
    return SIZE_MAX;
}

static bool is_upper_text(dateline_string text) {
    unsigned upper = 0;
    for (size_t at = 0; at < text.length;) {
        const char *cursor = text.data + at;
        unsigned kind = dateline_unicode(dateline_utf8_decode(&cursor, text.data + text.length));
        at = (size_t)(cursor - text.data);
        if ((kind & DATELINE_CODE_LETTER) && !(kind & DATELINE_CODE_UPPER))
            return false;
        upper += (kind & DATELINE_CODE_UPPER) != 0;
    }
    return upper > 2;
}

/* "BERLIN (AP) –", "MOSCOW, Dec 3 (Reuters) -", "LONDON —". A place in small letters needs its
   agency beside it. */
void dateline_gather_place(dateline_facts *facts) {
    uint32_t i = facts->first_text;
    if (i == DATELINE_NONE)
        return;
    dateline_string text = dateline_block_at(facts, i)->text;
    size_t dash = dateline_dash(text);
    if (dash == SIZE_MAX)
        return;
    dateline_string head = dateline_string_trim(dateline_string_part(text, 0, dash));
    dateline_string agency = dateline_absent;
    const char *open = head.length ? memchr(head.data, '(', head.length) : NULL;
    if (open && head.data[head.length - 1] == ')') {
        size_t at = (size_t)(open - head.data);
        agency = dateline_string_trim(dateline_string_part(head, at + 1, head.length - 1));
        head = dateline_string_trim(dateline_string_part(head, 0, at));
        if (!dateline_is_agency(agency))
            agency = dateline_absent;
    }
    const char *comma = head.length ? memchr(head.data, ',', head.length) : NULL;
    dateline_string place =
        comma ? dateline_string_part(head, 0, (size_t)(comma - head.data)) : head;
    if (!place.length || place.length > 40 || (!agency.data && !is_upper_text(place)))
        return;
    dateline_evidence_add_block(facts, DATELINE_FIELD_PLACE, DATELINE_ORIGIN_TEXT, 80, place,
                                DATELINE_LITERAL("dateline"), i, 0, (uint32_t)place.length);
    if (agency.data)
        dateline_evidence_add_block(facts, DATELINE_FIELD_AGENCY, DATELINE_ORIGIN_TEXT, 85, agency,
                                    DATELINE_LITERAL("dateline"), i,
                                    (uint32_t)(agency.data - text.data),
                                    (uint32_t)(agency.data + agency.length - text.data));
}
