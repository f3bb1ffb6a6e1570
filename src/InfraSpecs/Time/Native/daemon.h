/* A cron daemon's own time.

   At x300 a daemon on a machine that stalls for a second wakes five minutes late. What was due meanwhile, busybox's runs once, and Debian's in part or not at
   all. So a daemon that wakes late is shown the time for which it wanted to wake, and comes up minute by minute; and while it is awake its time passes as real time does. What it is
   shown is behind the container's clock meanwhile. That the clock was moved it sees when it has come to that. */
#pragma once
#include "clock.h"

#define STALL (10 * SECOND)             /* of real time: the longest that is made up for */
#define BREATHS 8                       /* naps between two minutes that are made up for: busybox starts no job that still runs. Where all is slow, naps are too. */
#define INEXACT (SECOND / 1000)         /* where speeds follow each other without a leap, the host's reckoning and ours differ by less */

static struct control known;            /* by which the clock was looked at last */
static ns_t shown;                      /* what the daemon was shown when it woke */
static ns_t woke;                       /* when that was, in real time */
static ns_t fastest;                    /* the highest speed since it slept in time, in thousandths */
static int moved;                       /* the clock was moved, and the daemon has not come to that yet */
static ns_t moved_at;                   /* where the clock stood then */

static inline ns_t higher(ns_t a, ns_t b) { return a > b ? a : b; }

/* What the container's clock shows, and whether it was moved. */
static inline ns_t look(ns_t *speed)
{
    struct control it;
    *speed = 1000;
    if (!read_control(&it)) return real_now();
    ns_t leap = known.real ? it.virtual - at_real(&known, it.real) : 0;
    if (!moved && (leap > INEXACT || leap < -INEXACT)) {
        moved = 1;
        moved_at = it.virtual - leap;
    }

    known = it;
    fastest = higher(fastest, higher(it.before, higher(it.speed, it.after)));
    ns_t real = real_now();
    *speed = speed_at(&it, real);
    return at_real(&it, real);
}

static inline void wake(ns_t at)
{
    shown = at;
    woke = real_now();
}

/* What the daemon is shown when the container's clock shows that. */
static inline ns_t own_time(ns_t at)
{
    ns_t own = shown + real_now() - woke;
    return woke && own < at ? own : at;
}

/* Sleeps until the daemon is shown an instant. What is left if a signal came. */
static inline ns_t sleep_as_daemon(ns_t target)
{
    int breathed = 0;
    ns_t speed, at = look(&speed);
    if (at < target) fastest = 0;
    for (;; at = look(&speed)) {
        int sees_move = moved && target > moved_at;
        if (sees_move) moved = 0;
        if (at < target) {
            if (nap(target - at, speed) != -EINTR || (at = look(&speed)) >= target) continue;
            wake(at);
            return target - at;
        }

        ns_t late = (moved ? moved_at : at) - target;
        int comes_up = !sees_move && late <= scaled(STALL, fastest);
        if (comes_up && late > scaled(NAP, fastest) && !breathed) {
            for (; breathed < BREATHS; breathed++) pause_for(NAP);
            continue;
        }

        wake(comes_up ? target : at);
        if (!comes_up) moved = 0;
        return 0;
    }
}
