/* Runs a cron daemon's job in its place, and notes its start, its end and its output:  job <shell> <name> <command> <due> <behind>
   The output goes into a file of its own and, when the job has ended, to where the daemon wanted it. It ends as the job did. */
#include "journal.h"

#define OUTPUTS "/vt/out/"

void *memcpy(void *into, const void *from, unsigned long count)
{
    for (unsigned long i = 0; i < count; i++) ((char *)into)[i] = ((const char *)from)[i];
    return into;
}

void *memset(void *into, int value, unsigned long count)
{
    for (unsigned long i = 0; i < count; i++) ((char *)into)[i] = (char)value;
    return into;
}

static char record[2 * MOST_OUTPUT + 8192];
static char output[MOST_OUTPUT];

static void end(int code)
{
    kernel(SYS_exit_group, code, 0, 0, 0, 0);
    __builtin_unreachable();
}

static ns_t number(const char *digits)
{
    ns_t value = 0;
    while (*digits) value = value * 10 + (*digits++ - '0');
    return value;
}

/* When it started its daemon was behind the clock by so much, and so is what is told of it. */
static void note_end(ns_t behind, int status, const char *text, long count)
{
    struct line line = { record, 0, sizeof record };
    int signal = status & 0x7f;
    ns_t speed;
    begin_at(&line, 'E', virtual_now(&speed) - behind);
    put(&line, '\t');
    put(&line, signal ? 's' : 'x');
    put_number(&line, signal ? signal : status >> 8 & 0xff);
    put_field(&line, text, count);
    finish(&line);
}

/* A file of this process's number, which no other process has meanwhile. What was left of an earlier one with that number, killed, is not this job's. */
static long open_output(char *path)
{
    struct line line = { path, 0, 63 };
    put_raw(&line, OUTPUTS);
    put_number(&line, kernel(SYS_getpid, 0, 0, 0, 0, 0));
    path[line.count] = 0;
    kernel(SYS_unlinkat, AT_FDCWD, (long)path, 0, 0, 0);
    return open_file(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND, 0600);
}

static int wait_for(long child)
{
    int status = 0;
    while (kernel(SYS_wait4, child, (long)&status, 0, 0, 0) == -EINTR) { }
    return status;
}

/* Hands what the job wrote to the daemon, all of it; the first part is kept for the journal. Its length. */
static long hand_over(long fd)
{
    static char buffer[MOST_OUTPUT];
    long kept = 0, at = 0;
    for (long count; (count = kernel(SYS_pread, fd, (long)buffer, sizeof buffer, at, 0)) > 0; at += count) {
        write_all(1, buffer, count);
        for (long i = 0; i < count && kept < MOST_OUTPUT; i++) output[kept++] = buffer[i];
    }

    return kept;
}

static void run(char **arguments, char **environment)
{
    char *shell = arguments[1], *command[] = { arguments[2], "-c", arguments[3], NULL };
    char path[64];
    long file = open_output(path);
    note_start((struct line){ record, 0, sizeof record }, number(arguments[4]), shell, arguments[3], environment);
    long child = kernel(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
        if (file >= 0) {
            kernel(SYS_dup3, file, 1, 0, 0, 0);
            kernel(SYS_dup3, file, 2, 0, 0, 0);
        }

        kernel(SYS_execve, (long)shell, (long)command, (long)environment, 0, 0);
        end(1);
    }

    int status = child > 0 ? wait_for(child) : 1 << 8;
    note_end(number(arguments[5]), status, output, file >= 0 ? hand_over(file) : 0);
    if (file >= 0) kernel(SYS_unlinkat, AT_FDCWD, (long)path, 0, 0, 0);
    if (status & 0x7f) kernel(SYS_kill, kernel(SYS_getpid, 0, 0, 0, 0, 0), status & 0x7f, 0, 0, 0);
    end(status & 0x7f ? 128 + (status & 0x7f) : status >> 8 & 0xff);
}

/* The kernel puts the count of arguments, the arguments and the environment on the stack. */
__attribute__((used)) static void enter(long *stack)
{
    char **arguments = (char **)(stack + 1);
    if (stack[0] != 6) end(2);
    run(arguments, arguments + stack[0] + 1);
}

#if defined(__x86_64__)
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call enter\n");
#else
__asm__(".globl _start\n_start: mov x0, sp\n bl enter\n");
#endif
