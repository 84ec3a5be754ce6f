/* SPDX-License-Identifier: Apache-2.0 */
/* Lists and the numbers of their items (WHATWG HTML 4.4.5 to 4.4.11, "ordinal value"). */
#include "page/sweep.h"

static void raise_depth(dateline_draft *draft) {
    if (draft->context.list_depth < UINT8_MAX)
        draft->context.list_depth++;
    draft->context.list = draft->lists.count;
}

static void push_list(dateline_draft *draft, dateline_list list) {
    if (DATELINE_VECTOR_PUSH(draft->memory, &draft->lists, list))
        raise_depth(draft);
}

static int32_t count_items(const dateline_tree *tree, uint32_t list) {
    int32_t count = 0;
    const dateline_node *nodes = tree->nodes.items;
    for (uint32_t i = nodes[list].first; i; i = nodes[i].next)
        count += nodes[i].type == DATELINE_NODE_ELEMENT && nodes[i].tag == DATELINE_TAG_LI;
    return count;
}

/* A number that may be negative, as the attributes start and value are. */
static int32_t signed_number(const dateline_tree *tree, uint32_t node, dateline_attribute_name name,
                             int32_t fallback) {
    dateline_string value = dateline_string_trim(dateline_element_raw(tree, node, name));
    bool negative = value.length && value.data[0] == '-';
    int32_t number = 0;
    size_t i = negative;
    if (i >= value.length || !dateline_is_digit(value.data[i]))
        return fallback;
    for (; i < value.length && dateline_is_digit(value.data[i]); i++)
        number = number < 100000000 ? number * 10 + (value.data[i] - '0') : number;
    return negative ? -number : number;
}

void dateline_list_open(dateline_sweep *sweep, uint32_t node) {
    const dateline_tree *tree = sweep->tree;
    dateline_list list = {.id = sweep->draft.list_count++, .step = 1, .item_pending = true};
    list.ordered = tree->nodes.items[node].tag == DATELINE_TAG_OL;
    if (list.ordered && dateline_tree_attribute(tree, node, DATELINE_ATTRIBUTE_REVERSED))
        list.step = -1;
    int32_t first = list.step < 0 ? count_items(tree, node) : 1;
    if (list.ordered)
        first = signed_number(tree, node, DATELINE_ATTRIBUTE_START, first);
    list.number = first - list.step;
    push_list(&sweep->draft, list);
}

void dateline_list_close(dateline_sweep *sweep) {
    if (sweep->draft.lists.count)
        sweep->draft.lists.count--;
}

/* Items without a list around them, side by side, are shown as one list. */
static void open_stray_list(dateline_sweep *sweep, uint32_t node) {
    dateline_draft *draft = &sweep->draft;
    uint32_t parent = sweep->tree->nodes.items[node].parent;
    if (parent != sweep->stray_parent)
        sweep->stray_list = draft->list_count++;
    sweep->stray_parent = parent;
    push_list(draft, (dateline_list){.id = sweep->stray_list, .step = 1});
}

bool dateline_list_item(dateline_sweep *sweep, uint32_t node) {
    bool stray = !sweep->draft.context.list;
    if (stray)
        open_stray_list(sweep, node);
    uint32_t index = sweep->draft.context.list;
    if (!index)
        return false; /* memory failed */
    dateline_list *list = &sweep->draft.lists.items[index - 1];
    list->item_pending = true;
    if (list->ordered)
        list->number =
            signed_number(sweep->tree, node, DATELINE_ATTRIBUTE_VALUE, list->number + list->step);
    return stray;
}

void dateline_list_term(dateline_sweep *sweep) {
    if (sweep->draft.context.list) {
        dateline_list *list = &sweep->draft.lists.items[sweep->draft.context.list - 1];
        list->item_pending = list->has_term = true;
    }
}

/* A dd goes on with the item of its dt; without one it is the item. */
void dateline_list_description(dateline_sweep *sweep) {
    if (sweep->draft.context.list) {
        dateline_list *list = &sweep->draft.lists.items[sweep->draft.context.list - 1];
        list->item_pending |= !list->has_term;
    }
}
