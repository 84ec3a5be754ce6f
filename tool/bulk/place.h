/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in a unit a page comes from, so that a later run can go on behind it.
 */
#ifndef TOOL_BULK_PLACE_H
#define TOOL_BULK_PLACE_H

#include "archive/archive.h"
#include "input/inputs.h"

struct place {
    uint64_t pages;               /* of the unit that lie before it, of all shards */
    struct archive_place archive; /* in an archive */
    struct inputs_place inputs;   /* in any other unit */
};

#endif
