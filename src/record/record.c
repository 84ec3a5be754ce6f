/* PLACEHOLDER, being replaced by the room's owner. */
#include "record/record.h"
bool dateline_record_complete(dateline_record *record, dateline_arena *arena) {
    (void)record;
    (void)arena;
    return true;
}
void dateline_record_write_json(const dateline_record *record, const dateline_options *options,
                                dateline_writer *writer) {
    (void)record;
    (void)options;
    (void)writer;
}
void dateline_record_write_text(const dateline_record *record, dateline_writer *writer) {
    (void)record;
    (void)writer;
}
void dateline_record_write_markdown(const dateline_record *record, dateline_writer *writer) {
    (void)record;
    (void)writer;
}
void dateline_record_write_html(const dateline_record *record, dateline_writer *writer) {
    (void)record;
    (void)writer;
}
