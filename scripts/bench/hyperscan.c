/* hyperscan PHRASES FOLDER: scans every file of the folder for \bword\s+word\b, caseless, one block
 * each. Prints seconds to compile, CPU seconds to scan, and phrases found, each once a document.
 * Neither sentences nor places: the least that a byte-level engine must do. */
#define _GNU_SOURCE
#include <dirent.h>
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct found {
    unsigned *last; /* by phrase: the document it was last seen in */
    unsigned document;
    unsigned long hits;
};

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    struct found *f = context;
    (void)from, (void)to, (void)flags;
    if (f->last[id] != f->document) {
        f->last[id] = f->document;
        ++f->hits;
    }
    return 0;
}

static char *read_file(const char *path, size_t *size) {
    FILE *in = fopen(path, "rb");
    if (!in) return perror(path), exit(1), NULL;
    fseek(in, 0, SEEK_END);
    *size = (size_t)ftell(in);
    rewind(in);
    char *bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, in) != *size) exit(1);
    bytes[*size] = 0;
    fclose(in);
    return bytes;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t size;
    char *list = read_file(argv[1], &size);
    unsigned count = 0, capacity = 0;
    const char **patterns = NULL;
    unsigned *flags = NULL, *ids = NULL;
    for (char *line = strtok(list, "\n"); line; line = strtok(NULL, "\n")) {
        if (count == capacity) {
            capacity = capacity ? 2 * capacity : 256;
            patterns = realloc(patterns, capacity * sizeof *patterns);
            flags = realloc(flags, capacity * sizeof *flags);
            ids = realloc(ids, capacity * sizeof *ids);
        }
        char *pattern = malloc(strlen(line) * 3 + 8), *at = stpcpy(pattern, "\\b");
        for (const char *c = line; *c; ++c) {
            if (*c == ' ') at = stpcpy(at, "\\s+");
            else *at++ = *c;
        }
        strcpy(at, "\\b");
        patterns[count] = pattern;
        flags[count] = HS_FLAG_CASELESS;
        ids[count] = count;
        ++count;
    }
    double start = cpu();
    hs_database_t *database;
    hs_compile_error_t *error;
    if (hs_compile_multi(patterns, flags, ids, count, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    double compiled = cpu() - start;
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 1;

    struct found found = {calloc(count, sizeof(unsigned)), 0, 0};
    double scanned = 0;
    DIR *folder = opendir(argv[2]);
    if (!folder) return 1;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[2], entry->d_name);
        char *text = read_file(path, &size);
        ++found.document;
        start = cpu();
        hs_scan(database, text, (unsigned)size, 0, scratch, on_match, &found);
        scanned += cpu() - start;
        free(text);
    }
    printf("%f %f %lu\n", compiled, scanned, found.hits);
    return 0;
}
