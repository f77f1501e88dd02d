/* Ends a program in the middle of a write: of the calls that change a file, the one of number KILL_AT is half done, and
   then the program is killed as by kill -9. Loaded before the C library; for the register's tests. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int is_due(void)
{
    static long left = 0;
    static int has_begun = 0;
    if (!has_begun) {
        const char *at = getenv("KILL_AT");
        has_begun = 1;
        left = at ? atol(at) : 0;
    }
    return left > 0 && --left == 0;
}

static void end(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define PWRITE(name, offset_type)                                                     \
    ssize_t name(int file, const void *bytes, size_t count, offset_type at)           \
    {                                                                                 \
        if (is_due()) {                                                               \
            if (REAL(name)(file, bytes, count / 2, at) >= 0)                          \
                end();                                                                \
            end();                                                                    \
        }                                                                             \
        return REAL(name)(file, bytes, count, at);                                    \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t count)
{
    if (file > 2 && is_due()) {
        if (REAL(write)(file, bytes, count / 2) >= 0)
            end();
        end();
    }
    return REAL(write)(file, bytes, count);
}

#define BEFORE(name, arguments, passed) \
    int name arguments                  \
    {                                   \
        if (is_due())                   \
            end();                      \
        return REAL(name) passed;       \
    }
BEFORE(fsync, (int file), (file))
BEFORE(fdatasync, (int file), (file))
BEFORE(ftruncate, (int file, off_t size), (file, size))
BEFORE(ftruncate64, (int file, off64_t size), (file, size))
BEFORE(unlink, (const char *path), (path))
BEFORE(rename, (const char *from, const char *to), (from, to))
