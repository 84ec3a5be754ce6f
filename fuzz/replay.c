/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target over the files of its corpus, so that every seed and every finding is a test
 * under any compiler and sanitizer: replay_PART FILE|FOLDER...
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    /* Exactly as long as the file, so that a sanitizer sees every byte read behind it. */
    struct stat status;
    uint8_t *data = NULL;
    size_t size = 0;
    int failed = fstat(fileno(file), &status) != 0;
    if (!failed) {
        size = (size_t)status.st_size;
        data = malloc(size ? size : 1);
        failed = !data || fread(data, 1, size, file) != size;
    }
    fclose(file);
    if (failed)
        fprintf(stderr, "%s: could not be read\n", path);
    else
        LLVMFuzzerTestOneInput(data, size);
    free(data);
    return failed;
}

static int run_folder(const char *folder, unsigned *count) {
    DIR *directory = opendir(folder);
    if (!directory)
        return 1;
    int failed = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        failed |= run_file(path);
        ++*count;
    }
    closedir(directory);
    return failed;
}

int main(int argc, char **argv) {
    int failed = 0;
    unsigned count = 0;
    for (int i = 1; i < argc; i++) {
        struct stat status;
        if (stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode)) {
            failed |= run_folder(argv[i], &count);
        } else {
            failed |= run_file(argv[i]);
            count++;
        }
    }
    printf("%u inputs\n", count);
    return failed || !count;
}
