/* PLACEHOLDER, being replaced by the room's owner. */
#include "page/page.h"
bool dateline_page_build(dateline_page *page, dateline_arena *arena, const dateline_text *text,
                         const dateline_tree *tree, dateline_string url, uint32_t max_blocks) {
    (void)arena;
    (void)max_blocks;
    page->text = text;
    page->tree = tree;
    page->url = url;
    return true;
}
bool dateline_page_build_plain(dateline_page *page, dateline_arena *arena,
                               const dateline_text *text, dateline_string url,
                               uint32_t max_blocks) {
    return dateline_page_build(page, arena, text, NULL, url, max_blocks);
}
void dateline_page_destroy(dateline_page *page, dateline_memory *memory) {
    (void)page;
    (void)memory;
}
