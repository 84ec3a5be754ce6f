/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of a folder and of the folders in it, in one order everywhere: by the bytes of their
 * names. Links to files are followed, links to folders are not, for they can lead in circles.
 */
#ifndef TOOL_INPUT_FOLDER_H
#define TOOL_INPUT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

struct folder;

/** @return NULL with *failure set, to be freed, where it cannot be read. */
struct folder *folder_open(const char *path, char **failure);

/**
 * @param path    gets the next file's path, to be freed.
 * @param failure gets why a folder in it cannot be read, to be freed; NULL: it is a file.
 * @return false at the end.
 */
bool folder_next(struct folder *folder, char **path, char **failure);

/** @return the part that was gone through, 0..1, as far as one can know without counting. */
double folder_fraction(const struct folder *folder);

/** @return how many broken links, devices and the like were passed by. */
size_t folder_left_out(const struct folder *folder);

/** NULL does nothing. */
void folder_close(struct folder *folder);

#endif
