/* Gives every program of a container the container's own clock, and notes what cron daemons do. The dynamic loader puts it before all libraries
   (/etc/ld.so.preload, or LD_PRELOAD under musl), so that its functions stand for those of the C library.

   Virtual: what time it is (time, gettimeofday, clock_gettime of the real-time clocks, timespec_get) and sleeping (sleep, usleep, nanosleep,
   clock_nanosleep). Real: the monotonic clocks, timers (alarm, setitimer), and what waits for other things too (select, poll, epoll, condition
   variables). Static programs and those that ask the kernel themselves, as Go's do, are not reached. */
#include <stdarg.h>
#include "daemon.h"
#include "journal.h"

#define JOB "/vt/job"
#define EXPORT __attribute__((visibility("default")))

extern int *__errno_location(void);
extern int vsnprintf(char *, unsigned long, const char *, va_list) __attribute__((weak));
extern int execve(const char *, char *const *, char *const *) __attribute__((weak));
extern int execvp(const char *, char *const *) __attribute__((weak));
extern void *dlsym(void *, const char *) __attribute__((weak));
extern char **environ __attribute__((weak));

static int off;                         /* this process was asked to live in real time */
static int cron;                        /* this process is a cron daemon, or was forked by one */
static char program[32];

static int failed(long error)
{
    *__errno_location() = (int)-error;
    return -1;
}

/* ---- what this process is ---- */

static const char *base_name(const char *path)
{
    const char *name = path;
    for (; *path; path++) if (*path == '/') name = path + 1;
    return name;
}

static void look_at_command_line(void)
{
    char text[256];
    long fd = open_file("/proc/self/cmdline", 0, 0);
    if (fd < 0) return;
    long count = read_file(fd, text, sizeof text - 2);
    close_file(fd);
    if (count <= 0) return;
    text[count] = text[count + 1] = 0;
    const char *name = base_name(text);
    const char *first = text + length(text) + 1;
    if (same(name, "busybox") && first < text + count) name = first;
    for (int i = 0; i < (int)sizeof program - 1 && name[i]; i++) program[i] = name[i];
    cron = same(program, "cron") || same(program, "crond");
}

/* Read from the kernel, since the C library may not have its own environment yet. */
static void look_at_environment(void)
{
    static const char wanted[] = "INFRASPECS_CLOCK=off";
    char text[4096];
    long fd = open_file("/proc/self/environ", 0, 0);
    if (fd < 0) return;
    int matched = 0, comparing = 1;
    for (long count; !off && (count = read_file(fd, text, sizeof text)) > 0;) {
        for (long i = 0; i < count; i++) {
            if (text[i] == 0) {
                if (comparing && matched == sizeof wanted - 1) off = 1;
                matched = 0;
                comparing = 1;
            } else if (comparing) {
                if (text[i] == wanted[matched]) matched++;
                else comparing = 0;
            }
        }
    }

    close_file(fd);
}

static void note_first_process(void)
{
    long fd = open_file(JOURNAL, O_WRONLY, 0);
    if (fd < 0) return;
    long size = kernel(SYS_lseek, fd, 0, SEEK_END, 0, 0);
    close_file(fd);
    if (size != 0) return;
    char text[128];
    struct line line = { text, 0, sizeof text };
    begin(&line, 'P');
    put_field(&line, program, length(program));
    finish(&line);
}

/* Not in the copies that it makes of itself for jobs: those are not executed anew. */
static void note_daemon(void)
{
    char text[128];
    struct line line = { text, 0, sizeof text };
    begin(&line, 'D');
    put_field(&line, program, length(program));
    finish(&line);
}

__attribute__((constructor)) static void start(void)
{
    look_at_environment();
    if (off) return;
    look_at_command_line();
    note_first_process();
    ns_t speed;
    if (!cron) return;
    look(&speed);
    note_daemon();
}

/* ---- what time it is ---- */

static ns_t now(void)
{
    ns_t speed;
    return off ? real_now() : virtual_now(&speed);
}

EXPORT int clock_gettime(int clock, struct timespec *into)
{
    if (off || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE && clock != CLOCK_TAI)) {
        long result = kernel(SYS_clock_gettime, clock, (long)into, 0, 0, 0);
        return result < 0 ? failed(result) : 0;
    }

    to_timespec(now(), into);
    return 0;
}

EXPORT int __clock_gettime(int clock, struct timespec *into) { return clock_gettime(clock, into); }

static ns_t asked;                      /* what a cron daemon was last shown: what it starts then is due then */
static ns_t behind;                     /* how much the container's clock was ahead of that */
static long sleeper;                    /* the daemon itself, not what it forked */

EXPORT long time(long *into)
{
    ns_t at = now();
    if (cron && (!sleeper || sleeper == kernel(SYS_getpid, 0, 0, 0, 0, 0))) {
        asked = own_time(at);
        behind = at - asked;
        at = asked;
    }

    long seconds = at / SECOND;
    if (into) *into = seconds;
    return seconds;
}

EXPORT int gettimeofday(struct timeval *into, void *zone)
{
    (void)zone;
    if (!into) return 0;
    ns_t at = now();
    into->tv_sec = at / SECOND;
    into->tv_usec = at % SECOND / 1000;
    return 0;
}

EXPORT int timespec_get(struct timespec *into, int base)
{
    if (base != 1) return 0;            /* TIME_UTC, the only one there is */
    to_timespec(now(), into);
    return base;
}

/* ---- sleeping ---- */

/* Sleeps until that much of the container's time has passed. A jump forward counts, so that it wakes whom it should. What is left if a signal came. */
static ns_t sleep_virtual(ns_t left)
{
    ns_t speed, before = virtual_now(&speed);
    while (left > 0) {
        long result = nap(left, speed);
        ns_t after = virtual_now(&speed);
        if (after > before) left -= after - before;
        before = after;
        if (result == -EINTR && left > 0) return left;
    }

    return 0;
}

static ns_t sleep_for(ns_t time)
{
    if (time <= 0) return 0;
    if (!off) return sleep_virtual(time);
    struct timespec t, left;
    to_timespec(time, &t);
    return kernel(SYS_nanosleep, (long)&t, (long)&left, 0, 0, 0) == -EINTR ? nanoseconds(&left) : 0;
}

static long longest(long seconds) { return seconds > 4000000000 ? 4000000000 : seconds; }

/* Cron daemons sleep when they have started, and when they have done what a minute or a jump of the clock asks for. */
static void note_daemon_sleeps(unsigned seconds)
{
    char file[256], record[600];
    long count = kernel(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/exe", (long)file, sizeof file, 0);
    struct line line = { record, 0, sizeof record };
    begin_at(&line, 'Z', own_time(now()));
    put_field(&line, file, count > 0 ? count : 0);
    put(&line, '\t');
    put_number(&line, seconds);
    finish(&line);
}

EXPORT unsigned sleep(unsigned seconds)
{
    if (!cron || off) return (sleep_for(seconds * SECOND) + SECOND - 1) / SECOND;
    sleeper = kernel(SYS_getpid, 0, 0, 0, 0, 0);
    ns_t since = asked ? asked : now(); /* it reckons from there */
    note_daemon_sleeps(seconds);
    return (sleep_as_daemon(since + seconds * SECOND) + SECOND - 1) / SECOND;
}

EXPORT int usleep(unsigned microseconds) { return sleep_for(microseconds * 1000LL) > 0 ? failed(-EINTR) : 0; }

EXPORT int nanosleep(const struct timespec *time, struct timespec *rest)
{
    if (off || time->tv_sec < 0 || time->tv_nsec < 0 || time->tv_nsec >= SECOND) {
        long result = kernel(SYS_nanosleep, (long)time, (long)rest, 0, 0, 0);
        return result < 0 ? failed(result) : 0;
    }

    ns_t left = sleep_for(longest(time->tv_sec) * SECOND + time->tv_nsec);
    if (left <= 0) return 0;
    if (rest) to_timespec(left, rest);
    return failed(-EINTR);
}

/* Until an instant of a clock that is real, it is real too. For some time of any clock, it is the container's. */
EXPORT int clock_nanosleep(int clock, int flags, const struct timespec *time, struct timespec *rest)
{
    int virtual = clock == CLOCK_REALTIME || clock == CLOCK_TAI || !(flags & TIMER_ABSTIME);
    if (off || !virtual || time->tv_sec < 0 || time->tv_nsec < 0 || time->tv_nsec >= SECOND)
        return (int)-kernel(SYS_clock_nanosleep, clock, flags, (long)time, (long)rest, 0);
    ns_t left = flags & TIMER_ABSTIME ? nanoseconds(time) - now() : longest(time->tv_sec) * SECOND + time->tv_nsec;
    left = sleep_for(left);
    if (left <= 0) return 0;
    if (rest && !(flags & TIMER_ABSTIME)) to_timespec(left, rest);
    return EINTR;
}

/* ---- syslog ---- */

static const char *ident;

static void note_syslog(const char *format, va_list arguments)
{
    char text[1024], record[2200];
    if (off || !vsnprintf) return;
    int count = vsnprintf(text, sizeof text, format, arguments);
    if (count < 0) return;
    if (count > (int)sizeof text - 1) count = sizeof text - 1;
    struct line line = { record, 0, sizeof record };
    begin(&line, 'L');
    const char *who = ident ? ident : program;
    put_field(&line, who, length(who));
    put_field(&line, text, count);
    finish(&line);
}

/* The C library's own, for containers that do have a /dev/log. */
static void *libc(const char *name) { return dlsym ? dlsym((void *)-1L, name) : NULL; }

static void pass_on(int priority, const char *format, va_list arguments)
{
    void (*next)(int, const char *, va_list) = (void (*)(int, const char *, va_list))libc("vsyslog");
    if (next) next(priority, format, arguments);
}

EXPORT void openlog(const char *who, int options, int facility)
{
    ident = who;
    void (*next)(const char *, int, int) = (void (*)(const char *, int, int))libc("openlog");
    if (next) next(who, options, facility);
}

EXPORT void vsyslog(int priority, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    note_syslog(format, again);
    va_end(again);
    pass_on(priority, format, arguments);
}

EXPORT void syslog(int priority, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsyslog(priority, format, arguments);
    va_end(arguments);
}

EXPORT void __vsyslog_chk(int priority, int flag, const char *format, va_list arguments)
{
    (void)flag;
    vsyslog(priority, format, arguments);
}

EXPORT void __syslog_chk(int priority, int flag, const char *format, ...)
{
    (void)flag;
    va_list arguments;
    va_start(arguments, format);
    vsyslog(priority, format, arguments);
    va_end(arguments);
}

/* ---- jobs of cron daemons ---- */

static int can_run(const char *path) { return kernel(SYS_faccessat, AT_FDCWD, (long)path, X_OK, 0, 0) == 0; }

/* The daemon is about to run `shell -c command`, and will find that it cannot. It ends with 1 then: Debian's cron, cronie and busybox do. */
static void note_no_shell(ns_t due, const char *shell, const char *command)
{
    char record[4096];
    note_start((struct line){ record, 0, sizeof record }, due, shell, command, 0);
    struct line end = { record, 0, sizeof record };
    begin_at(&end, 'E', due);
    put_raw(&end, "\tx1");
    put_field(&end, shell, length(shell));
    put_raw(&end, ": No such file or directory");
    finish(&end);
}

static char *digits(ns_t number, char *text, long room)
{
    struct line line = { text, 0, room - 1 };
    put_number(&line, number);
    text[line.count] = 0;
    return text;
}

/* What execl and its like do, but for a daemon's job: that is run by our own program, which sees its start, its end and its output. */
static int run(const char *path, char **arguments, char *const *environment, int search)
{
    if (!off && cron && path[0] == '/' && arguments[0] && arguments[1] && same(arguments[1], "-c") && arguments[2]) {
        ns_t due = asked ? asked : now();
        if (!can_run(path)) {
            note_no_shell(due, path, arguments[2]);
        } else if (can_run(JOB)) {
            char at[24], lag[24];
            char *job[] = { JOB, (char *)path, arguments[0], arguments[2], digits(due, at, sizeof at), digits(behind, lag, sizeof lag), NULL };
            kernel(SYS_execve, (long)JOB, (long)job, (long)environment, 0, 0);
        }
    }

    return search ? execvp(path, arguments) : execve(path, arguments, environment);
}

/* Counted first, since the list has the length it has; then copied to the stack, since what calls may share its memory with its parent (vfork). */
#define COLLECT(path, first, arguments, list)                                    \
    va_list list;                                                                \
    int count_ = 1;                                                              \
    va_start(list, first);                                                       \
    while (va_arg(list, char *)) count_++;                                       \
    va_end(list);                                                                \
    char *arguments[count_ + 1];                                                 \
    arguments[0] = (char *)first;                                                \
    va_start(list, first);                                                       \
    for (int i_ = 1; i_ <= count_; i_++) arguments[i_] = va_arg(list, char *)

EXPORT int execl(const char *path, const char *first, ...)
{
    COLLECT(path, first, arguments, list);
    va_end(list);
    return run(path, arguments, environ, 0);
}

EXPORT int execlp(const char *file, const char *first, ...)
{
    COLLECT(file, first, arguments, list);
    va_end(list);
    return run(file, arguments, environ, 1);
}

EXPORT int execle(const char *path, const char *first, ...)
{
    COLLECT(path, first, arguments, list);
    char **environment = va_arg(list, char **);
    va_end(list);
    return run(path, arguments, environment, 0);
}
