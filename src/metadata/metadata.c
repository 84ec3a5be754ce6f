/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The room in one page: gather everything, then choose field by field, then write the evidence.
 * The order of the choices is that of their needs: the title is told from the site's name, the
 * section from the title, authors from both.
 */
#include "metadata/metadata.h"

#include "metadata/evidence.h"

static void read_captured(dateline_facts *facts, dateline_string captured) {
    static const dateline_date_context context = {.whole = true};
    if (!captured.length || !dateline_date_find(captured, 0, &context, &facts->captured))
        facts->captured = (dateline_date){.precision = DATELINE_DATE_NONE};
}

dateline_facts *dateline_metadata_gather(dateline_page *page, dateline_arena *arena,
                                         const dateline_response *response,
                                         dateline_record *record) {
    dateline_facts *facts = DATELINE_ARENA_ARRAY(arena, dateline_facts, 1);
    if (!facts)
        return NULL;
    *facts = (dateline_facts){.page = page, .arena = arena, .record = record};
    read_captured(facts, response->captured);
    if (page->tree) {
        if (!dateline_hints_begin(facts) || !dateline_gather_markup(facts))
            return NULL;
        dateline_gather_json_ld(facts);
    }
    if (!dateline_find_special_blocks(facts))
        return NULL;
    dateline_gather_response(facts, response);
    dateline_choose_language(facts);
    dateline_gather_headings(facts);
    if (!dateline_choose_title(facts))
        return NULL;
    dateline_gather_blocks(facts);
    dateline_choose_site(facts);
    bool well = dateline_choose_addresses(facts) && dateline_choose_dates(facts) &&
                dateline_choose_authors(facts) && dateline_choose_section(facts) &&
                dateline_choose_images(facts) && dateline_choose_updates(facts) &&
                dateline_choose_rest(facts) && dateline_evidence_export(facts);
    return well && !arena->memory->failed ? facts : NULL;
}

bool dateline_metadata_find(dateline_page *page, dateline_arena *arena,
                            const dateline_response *response, dateline_record *record) {
    return dateline_metadata_gather(page, arena, response, record) != NULL;
}
