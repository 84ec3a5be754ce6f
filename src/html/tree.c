/* PLACEHOLDER, being replaced by the room's owner. */
#include "html/tree.h"
bool dateline_parse(dateline_tree *tree, dateline_memory *memory, const char *text, uint32_t length,
                    const dateline_parse_options *options) {
    (void)options;
    tree->text = text;
    tree->length = length;
    tree->nodes.count = 0;
    dateline_node d = {0};
    d.subtree_end = 1;
    return DATELINE_VECTOR_PUSH(memory, &tree->nodes, d);
}
void dateline_tree_destroy(dateline_tree *tree, dateline_memory *memory) {
    DATELINE_VECTOR_DESTROY(memory, &tree->nodes);
}
void dateline_tree_dump(const dateline_tree *tree, dateline_arena *arena, dateline_writer *writer) {
    (void)tree;
    (void)arena;
    (void)writer;
}
