/* The container's clock. All of its state is in one file, so that no two processes can disagree, whenever and with whatever environment they start:

       <real> <virtual> <speed before> <speed> <span> <speed after>\n

   At the engine's time <real> the container's clock shows <virtual> (nanoseconds since 1970, both). Until then it runs at <speed before>; from then for
   <span> nanoseconds of real time at <speed>; and then on at <speed after>. Speeds are thousandths: 1000 is as real time does, 0 is frozen. So a change can
   be announced before it takes effect, and nobody sees a leap. The line's end proves that it is complete. */
#pragma once
#include "kernel.h"

#define CLOCK_FILE "/vt/clock"

struct control { ns_t real, virtual, before, speed, span, after; };

static struct control last;             /* the last one that was complete */
static int last_version, last_busy;     /* even: it can be read; busy: a thread, or what a signal interrupted, is writing it */

static inline ns_t real_now(void)
{
    struct timespec t = { 0, 0 };
    kernel(SYS_clock_gettime, CLOCK_REALTIME, (long)&t, 0, 0, 0);
    return nanoseconds(&t);
}

static inline int parse(const char *text, long count, struct control *into)
{
    ns_t fields[6];
    long at = 0;
    for (int field = 0; field < 6; field++) {
        long digits = at;
        fields[field] = 0;
        while (at < count && text[at] >= '0' && text[at] <= '9') fields[field] = fields[field] * 10 + (text[at++] - '0');
        if (at == digits || at - digits > 19 || at >= count || text[at++] != (field < 5 ? ' ' : '\n')) return 0;
    }

    into->real = fields[0];
    into->virtual = fields[1];
    into->before = fields[2];
    into->speed = fields[3];
    into->span = fields[4];
    into->after = fields[5];
    return at == count;
}

/* Whoever finds it busy leaves it: the other writes the same. */
static inline void remember(const struct control *it)
{
    if (__atomic_exchange_n(&last_busy, 1, __ATOMIC_ACQUIRE)) return;
    __atomic_add_fetch(&last_version, 1, __ATOMIC_ACQ_REL);
    last.real = it->real;
    last.virtual = it->virtual;
    last.before = it->before;
    last.speed = it->speed;
    last.span = it->span;
    last.after = it->after;
    __atomic_add_fetch(&last_version, 1, __ATOMIC_ACQ_REL);
    __atomic_store_n(&last_busy, 0, __ATOMIC_RELEASE);
}

static inline int recall(struct control *into)
{
    for (int attempt = 0; attempt < 1000; attempt++) {
        int version = __atomic_load_n(&last_version, __ATOMIC_ACQUIRE);
        if (version == 0) return 0;
        if (version % 2) continue;
        into->real = last.real;
        into->virtual = last.virtual;
        into->before = last.before;
        into->speed = last.speed;
        into->span = last.span;
        into->after = last.after;
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        if (version == __atomic_load_n(&last_version, __ATOMIC_RELAXED)) return 1;
    }

    return 0;
}

/* The engine replaces the file by removing it and writing it anew. Who has read it before keeps what it read; who has not waits, a fifth of a second at most. */
static inline int read_control(struct control *into)
{
    for (int attempt = 0; attempt < 200; attempt++) {
        char text[128];
        long fd = open_file(CLOCK_FILE, 0, 0);
        if (fd >= 0) {
            long count = read_file(fd, text, sizeof text);
            close_file(fd);
            if (parse(text, count, into)) {
                remember(into);
                return 1;
            }
        }

        if (recall(into)) return 1;
        pause_for(SECOND / 1000);
    }

    return 0;
}

/* In two steps, since nanoseconds times thousandths leave 64 bits after some hours. */
static inline ns_t scaled(ns_t time, ns_t speed) { return time / 1000 * speed + time % 1000 * speed / 1000; }

static inline ns_t at_real(const struct control *it, ns_t real)
{
    ns_t passed = real - it->real;
    if (passed < 0) return it->virtual + scaled(passed, it->before);
    if (passed <= it->span) return it->virtual + scaled(passed, it->speed);
    return it->virtual + scaled(it->span, it->speed) + scaled(passed - it->span, it->after);
}

static inline ns_t speed_at(const struct control *it, ns_t real) { return real < it->real ? it->before : real - it->real <= it->span ? it->speed : it->after; }

/* What the container's clock shows; real time where there is no clock. speed: how fast it runs now, in thousandths. */
static inline ns_t virtual_now(ns_t *speed)
{
    struct control it;
    ns_t real;
    if (!read_control(&it)) {
        *speed = 1000;
        return real_now();
    }

    real = real_now();
    *speed = speed_at(&it, real);
    return at_real(&it, real);
}

#define NAP (SECOND / 100)              /* how long a sleeper may miss that the clock was moved */

/* A part of a sleep in which so much of the container's time is left. */
static inline long nap(ns_t left, ns_t speed)
{
    ns_t time = NAP;
    if (speed > 0 && left * 1000 / speed < time) time = left * 1000 / speed + 1;
    struct timespec t;
    to_timespec(time, &t);
    return kernel(SYS_nanosleep, (long)&t, 0, 0, 0, 0);
}
