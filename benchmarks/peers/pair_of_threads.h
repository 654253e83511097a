// A second thread that waits for work. It spins for a while before it sleeps, so that frames that follow one another closely
// pay no wake-up: what a host with a thread pool of its own would do.
#ifndef EMOVID_PEERS_PAIR_OF_THREADS_H
#define EMOVID_PEERS_PAIR_OF_THREADS_H
#include <immintrin.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

typedef void (*half_work)(void *context, int half);

static struct {
    pthread_once_t once;
    sem_t wake;
    atomic_int asleep, posted, done;
    half_work work;
    void *context;
} pair = {.once = PTHREAD_ONCE_INIT};

static void *pair_second(void *unused) {
    (void)unused;
    for (int seen = 0;;) {
        for (int spins = 0; atomic_load_explicit(&pair.posted, memory_order_acquire) == seen; spins++) {
            _mm_pause();
            if (spins > 20000) {
                atomic_store(&pair.asleep, 1);
                if (atomic_load(&pair.posted) == seen) {
                    sem_wait(&pair.wake);
                } else if (!atomic_exchange(&pair.asleep, 0)) {
                    sem_wait(&pair.wake); // the poster saw us asleep: take its token
                }
                spins = 0;
            }
        }
        seen++;
        pair.work(pair.context, 1);
        atomic_store_explicit(&pair.done, seen, memory_order_release);
    }
    return NULL;
}

static void pair_start(void) {
    pthread_t thread;
    sem_init(&pair.wake, 0, 0);
    pthread_create(&thread, NULL, pair_second, NULL);
    pthread_detach(thread);
}

// Runs both halves, the first on the calling thread; returns when both are done.
static void pair_run(half_work work, void *context) {
    pthread_once(&pair.once, pair_start);
    pair.work = work;
    pair.context = context;
    int posted = atomic_fetch_add(&pair.posted, 1) + 1;
    if (atomic_exchange(&pair.asleep, 0)) {
        sem_post(&pair.wake);
    }
    work(context, 0);
    while (atomic_load_explicit(&pair.done, memory_order_acquire) != posted) {
        _mm_pause();
    }
}

#endif
