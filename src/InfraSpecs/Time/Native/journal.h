/* The journal: what happened in the container, a line for each thing, fields parted by tabs. A line is one write at the end of the file, so that lines
   of several processes do not mix. The first field says what it is, the second when (virtual nanoseconds), the third the process:

       P  program                    the library took hold: in the first process that has it
       D  program                    a cron daemon begins
       L  program  text              syslog(3)
       S  user  shell  command  names   a cron daemon starts a job; the names of its variables, an equals sign behind each, where it has any
       E  x0 or s9  output           the job ended, behind the clock as far as its start: exit code or signal, and what it wrote
       Z  file  seconds              a cron daemon, which this program file is, has done what was due and goes to sleep for so long                  */
#pragma once
#include "clock.h"

#define JOURNAL "/vt/journal"
#define MOST_OUTPUT 65536

struct line { char *text; long count, room; };

static inline void put(struct line *line, char c) { if (line->count < line->room) line->text[line->count++] = c; }
static inline void put_raw(struct line *line, const char *text) { while (*text) put(line, *text++); }

static inline void put_number(struct line *line, ns_t number)
{
    char digits[20];
    int count = 0;
    if (number < 0) { put(line, '-'); number = -number; }
    do digits[count++] = '0' + number % 10; while (number /= 10);
    while (count) put(line, digits[--count]);
}

/* What would end a field or its line is written as in C. */
static inline void put_escaped(struct line *line, const char *text, long count)
{
    for (long i = 0; i < count; i++) {
        char c = text[i];
        char escaped = c == '\n' ? 'n' : c == '\t' ? 't' : c == '\r' ? 'r' : c == '\\' ? '\\' : 0;
        if (escaped) put(line, '\\');
        put(line, escaped ? escaped : c);
    }
}

static inline void put_field(struct line *line, const char *text, long count)
{
    put(line, '\t');
    put_escaped(line, text, count);
}

static inline void begin_at(struct line *line, char kind, ns_t at)
{
    put(line, kind);
    put(line, '\t');
    put_number(line, at);
    put(line, '\t');
    put_number(line, kernel(SYS_getpid, 0, 0, 0, 0, 0));
}

static inline void begin(struct line *line, char kind)
{
    ns_t speed;
    begin_at(line, kind, virtual_now(&speed));
}

static inline void finish(struct line *line)
{
    long fd = open_file(JOURNAL, O_WRONLY | O_APPEND, 0);
    if (fd < 0) return;
    if (line->count == line->room) line->count--;
    put(line, '\n');
    write_all(fd, line->text, line->count);
    close_file(fd);
}

/* Never the values: there are secrets among them. */
static inline void put_names(struct line *line, char **environment)
{
    put(line, '\t');
    for (; *environment; environment++) {
        const char *equals = *environment;
        while (*equals && *equals != '=') equals++;
        put_escaped(line, *environment, equals - *environment);
        put(line, '=');
    }
}

/* A job starts when its daemon looked at the clock, whatever has become of that since then. */
static inline void note_start(struct line line, ns_t due, const char *shell, const char *command, char **environment)
{
    begin_at(&line, 'S', due);
    put(&line, '\t');
    put_number(&line, kernel(SYS_geteuid, 0, 0, 0, 0, 0));
    put_field(&line, shell, length(shell));
    put_field(&line, command, length(command));
    if (environment) put_names(&line, environment);
    finish(&line);
}
