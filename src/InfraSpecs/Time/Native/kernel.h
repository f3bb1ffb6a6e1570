/* The kernel's door. Neither a C library nor its headers are needed: the same machine code serves under glibc of any age, under musl, and alone. */
#pragma once

typedef long long ns_t;                                    /* nanoseconds */
struct timespec { long tv_sec, tv_nsec; };
struct timeval { long tv_sec, tv_usec; };

#define NULL ((void *)0)
#define SECOND 1000000000LL
#define AT_FDCWD -100
#define O_WRONLY 01
#define O_RDWR 02
#define O_CREAT 0100
#define O_EXCL 0200
#define O_APPEND 02000
#define O_CLOEXEC 02000000
#define SEEK_END 2
#define X_OK 1
#define EINTR 4
#define SIGCHLD 17
#define TIMER_ABSTIME 1

enum { CLOCK_REALTIME = 0, CLOCK_REALTIME_COARSE = 5, CLOCK_TAI = 11 };

#if defined(__x86_64__)
enum { SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_lseek = 8, SYS_pread = 17, SYS_nanosleep = 35, SYS_getpid = 39, SYS_clone = 56, SYS_execve = 59,
       SYS_wait4 = 61, SYS_kill = 62, SYS_geteuid = 107, SYS_clock_gettime = 228, SYS_clock_nanosleep = 230, SYS_exit_group = 231, SYS_openat = 257,
       SYS_unlinkat = 263, SYS_readlinkat = 267, SYS_faccessat = 269, SYS_dup3 = 292 };

static inline long kernel(long number, long a, long b, long c, long d, long e)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8) : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
enum { SYS_dup3 = 24, SYS_unlinkat = 35, SYS_faccessat = 48, SYS_openat = 56, SYS_close = 57, SYS_lseek = 62, SYS_read = 63, SYS_write = 64, SYS_pread = 67,
       SYS_readlinkat = 78, SYS_exit_group = 94, SYS_nanosleep = 101, SYS_clock_gettime = 113, SYS_clock_nanosleep = 115, SYS_kill = 129, SYS_getpid = 172, SYS_geteuid = 175,
       SYS_clone = 220, SYS_execve = 221, SYS_wait4 = 260 };

static inline long kernel(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}
#else
#error "only x64 and arm64"
#endif

static inline long open_file(const char *path, int flags, int mode) { return kernel(SYS_openat, AT_FDCWD, (long)path, flags | O_CLOEXEC, mode, 0); }
static inline void close_file(long fd) { kernel(SYS_close, fd, 0, 0, 0, 0); }
static inline long read_file(long fd, void *into, long most) { return kernel(SYS_read, fd, (long)into, most, 0, 0); }

static inline void write_all(long fd, const char *from, long count)
{
    while (count > 0) {
        long written = kernel(SYS_write, fd, (long)from, count, 0, 0);
        if (written == -EINTR) continue;
        if (written <= 0) return;
        from += written;
        count -= written;
    }
}

static inline void pause_for(ns_t time)
{
    struct timespec t = { time / SECOND, time % SECOND };
    kernel(SYS_nanosleep, (long)&t, 0, 0, 0, 0);
}

static inline ns_t nanoseconds(const struct timespec *t) { return t->tv_sec * SECOND + t->tv_nsec; }

static inline void to_timespec(ns_t time, struct timespec *t)
{
    t->tv_sec = time / SECOND;
    t->tv_nsec = time % SECOND;
}

static inline long length(const char *text)
{
    long n = 0;
    while (text[n]) n++;
    return n;
}

static inline int same(const char *a, const char *b)
{
    while (*a && *a == *b) { a++; b++; }
    return *a == *b;
}
