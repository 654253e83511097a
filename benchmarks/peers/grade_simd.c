// The limit of a lookup-table grade: tetrahedral interpolation in a 33-point cube by hand, AVX2, with memcpy and a 3x4 matrix
// beside it as bounds.
//
// Entries are four 16-bit integers (R, G, B of scale 128 a code, and 0), eight bytes, red fastest, so that one 16-byte load fetches
// both ends of an edge of the lattice that runs along red. A tetrahedron has its four corners on three such edges: that of the
// cell's first corner, that a step along green or blue further (the larger fraction first), and that both steps further. So
// three loads a pixel serve all six tetrahedra, with weights of the two ends instead of a choice of corners:
//   sums of (low end, high end) over the edges are 1 - max(g, b), |g - b|, min(g, b); red's fraction r fills the high ends from
//   the last edge on: min(r, min(g, b)), min(r, max(g, b)) less that, and the rest.
// A code v stands at v * 257 = 2048 * (cell) + (fraction): cell and fraction are a shift and a mask (the position is 1/65536 too
// low, 0.0005 of a cell at most). Weights add up to 2048 and multiply by pmaddwd.
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include "pair_of_threads.h"

enum { SIDE = 33, STEP_R = 1, STEP_G = SIDE, STEP_B = SIDE * SIDE };

// Red fastest.
typedef struct {
    int16_t entries[SIDE * SIDE * SIDE][4];
} cube;

#define INLINE static inline __attribute__((always_inline))

// Four lattice points: two at `low`, two at `high`, into the halves of one register.
// The ends of a red edge of pixel i and of pixel i + 8, channel by channel: low R, high R, low G, high G, ...
INLINE __m256i edges(const int16_t (*first)[4], const uint16_t *at, int i) {
    const __m256i interleave = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15));
    __m256i both = _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)first[at[i]]));
    return _mm256_shuffle_epi8(_mm256_inserti128_si256(both, _mm_loadu_si128((const __m128i *)first[at[i + 8]]), 1), interleave);
}

INLINE void grade16(const uint8_t *from, uint8_t *to, const cube *c) {
    const __m256i red_green = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 4, 4, 8, 8, 12, 12, 1, 1, 5, 5, 9, 9, 13, 13));
    const __m256i blue_only = _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 2, 6, 6, 10, 10, 14, 14, -1, -1, -1, -1, -1, -1, -1, -1));
    _mm_prefetch((const char *)((uintptr_t)from + 4096), _MM_HINT_T0);
    __m256i p0 = _mm256_loadu_si256((const __m256i *)from), p1 = _mm256_loadu_si256((const __m256i *)(from + 32));
    __m256i a0 = _mm256_shuffle_epi8(p0, red_green), a1 = _mm256_shuffle_epi8(p1, red_green);
    __m256i r = _mm256_unpacklo_epi64(a0, a1), g = _mm256_unpackhi_epi64(a0, a1);
    __m256i b = _mm256_unpacklo_epi64(_mm256_shuffle_epi8(p0, blue_only), _mm256_shuffle_epi8(p1, blue_only));
    const __m256i fraction = _mm256_set1_epi16(2047), side = _mm256_set1_epi16(SIDE);
    __m256i base = _mm256_add_epi16(_mm256_mullo_epi16(_mm256_srli_epi16(b, 11), side), _mm256_srli_epi16(g, 11));
    base = _mm256_add_epi16(_mm256_mullo_epi16(base, side), _mm256_srli_epi16(r, 11));
    r = _mm256_and_si256(r, fraction);
    g = _mm256_and_si256(g, fraction);
    b = _mm256_and_si256(b, fraction);
    // Of green and blue, the larger fraction steps first.
    __m256i larger = _mm256_max_epi16(g, b), smaller = _mm256_min_epi16(g, b);
    __m256i step = _mm256_blendv_epi8(_mm256_set1_epi16(STEP_B), _mm256_set1_epi16(STEP_G), _mm256_cmpeq_epi16(larger, g));
    uint16_t start[16] __attribute__((aligned(32))), stepped[16] __attribute__((aligned(32)));
    _mm256_store_si256((__m256i *)start, base);
    _mm256_store_si256((__m256i *)stepped, _mm256_add_epi16(base, step));
    // Weights of the high and the low end of the three red edges: before a step, after one, after both.
    __m256i r1 = _mm256_min_epi16(r, larger), r2 = _mm256_min_epi16(r, smaller);
    __m256i high0 = _mm256_sub_epi16(r, r1), high1 = _mm256_sub_epi16(r1, r2);
    __m256i low0 = _mm256_sub_epi16(_mm256_sub_epi16(_mm256_set1_epi16(2048), larger), high0);
    __m256i low1 = _mm256_sub_epi16(_mm256_sub_epi16(larger, smaller), high1), low2 = _mm256_sub_epi16(smaller, r2);
    __m256i w0[2] = {_mm256_unpacklo_epi16(low0, high0), _mm256_unpackhi_epi16(low0, high0)};
    __m256i w1[2] = {_mm256_unpacklo_epi16(low1, high1), _mm256_unpackhi_epi16(low1, high1)};
    __m256i w2[2] = {_mm256_unpacklo_epi16(low2, r2), _mm256_unpackhi_epi16(low2, r2)};
    const __m256i half = _mm256_set1_epi32(1 << 17);
    // Lanes of the arrays: pixels 0-3, 8-11, 4-7, 12-15 of the block, as the shuffles left them.
#define PIXELS(h, i) ({ \
        __m256i sum = _mm256_add_epi32(half, _mm256_madd_epi16(edges(c->entries, start, 4 * (h) + (i)), _mm256_shuffle_epi32(w0[h], (i) * 0x55))); \
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(edges(c->entries, stepped, 4 * (h) + (i)), _mm256_shuffle_epi32(w1[h], (i) * 0x55))); \
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(edges(c->entries + STEP_G + STEP_B, start, 4 * (h) + (i)), _mm256_shuffle_epi32(w2[h], (i) * 0x55))); \
        _mm256_srai_epi32(sum, 18); })
    const __m256i alpha = _mm256_set1_epi32((int)0xFF000000u);
    __m256i out0 = _mm256_packus_epi16(_mm256_packs_epi32(PIXELS(0, 0), PIXELS(0, 1)), _mm256_packs_epi32(PIXELS(0, 2), PIXELS(0, 3)));
    __m256i out1 = _mm256_packus_epi16(_mm256_packs_epi32(PIXELS(1, 0), PIXELS(1, 1)), _mm256_packs_epi32(PIXELS(1, 2), PIXELS(1, 3)));
#undef PIXELS
    _mm256_storeu_si256((__m256i *)to, _mm256_or_si256(out0, _mm256_and_si256(p0, alpha)));
    _mm256_storeu_si256((__m256i *)(to + 32), _mm256_or_si256(out1, _mm256_and_si256(p1, alpha)));
}

typedef struct {
    const uint8_t *from;
    uint8_t *to;
    int64_t pixels;
    const cube *cube;
    int parts;
} work;

static void grade_part(void *context, int index) {
    const work *w = context;
    int64_t first = w->pixels / 16 * index / w->parts * 16, last = w->pixels / 16 * (index + 1) / w->parts * 16;
    for (int64_t i = first; i < last; i += 16) {
        grade16(w->from + 4 * i, w->to + 4 * i, w->cube);
    }
    if (index == w->parts - 1 && last < w->pixels) {
        uint8_t from[64] = {0}, to[64];
        memcpy(from, w->from + 4 * last, 4 * (size_t)(w->pixels - last));
        grade16(from, to, w->cube);
        memcpy(w->to + 4 * last, to, 4 * (size_t)(w->pixels - last));
    }
}

// Grades packed RGBA8 frames without padding. entries: the lattice, red fastest, scale 32640.
void peer_grade(const uint8_t *from, uint8_t *to, int64_t pixels, const int16_t *entries, int threads) {
    work w = {from, to, pixels, (const cube *)entries, threads == 2 ? 2 : 1};
    if (w.parts == 2) {
        pair_run(grade_part, &w);
    } else {
        grade_part(&w, 0);
    }
}

void peer_copy(const uint8_t *from, uint8_t *to, int64_t pixels) { memcpy(to, from, 4 * (size_t)pixels); }

// rows: 3 rows of R, G, B weights and an offset; fixed point of scale 4096 in the weights, of 1/255 in the offset.
void peer_affine(const uint8_t *from, uint8_t *to, int64_t pixels, const float *rows) {
    int16_t m[3][4];
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) m[i][k] = (int16_t)lrintf(rows[4 * i + k] * 4096);
    }
    const __m256i bytes = _mm256_set1_epi16(255), alpha = _mm256_set1_epi32((int)0xFF000000u);
    __m256i rb[3], g[3], offset[3];
    for (int i = 0; i < 3; i++) {
        rb[i] = _mm256_set1_epi32((int)(((uint32_t)(uint16_t)m[i][2] << 16) | (uint16_t)m[i][0]));
        g[i] = _mm256_set1_epi32((uint16_t)m[i][1]);
        offset[i] = _mm256_set1_epi32((int)lrintf(rows[4 * i + 3] * 255 * 4096) + 2048);
    }
    int64_t whole = pixels / 8 * 8;
    for (int64_t i = 0; i < whole; i += 8) {
        __m256i p = _mm256_loadu_si256((const __m256i *)(from + 4 * i)), out[3];
        __m256i even = _mm256_and_si256(p, bytes), odd = _mm256_srli_epi16(p, 8);
        for (int k = 0; k < 3; k++) {
            __m256i sum = _mm256_add_epi32(_mm256_madd_epi16(even, rb[k]), _mm256_add_epi32(_mm256_madd_epi16(odd, g[k]), offset[k]));
            out[k] = _mm256_srai_epi32(sum, 12);
        }
        __m256i low = _mm256_packs_epi32(out[0], out[1]), high = _mm256_packs_epi32(out[2], _mm256_setzero_si256());
        __m256i planes = _mm256_packus_epi16(low, high); // R R R R G G G G B B B B 0 0 0 0 in each half
        planes = _mm256_shuffle_epi8(planes, _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)));
        _mm256_storeu_si256((__m256i *)(to + 4 * i), _mm256_or_si256(planes, _mm256_and_si256(p, alpha)));
    }
    if (whole < pixels) {
        uint8_t rest[32] = {0}, done[32];
        memcpy(rest, from + 4 * whole, 4 * (size_t)(pixels - whole));
        peer_affine(rest, done, 8, rows);
        memcpy(to + 4 * whole, done, 4 * (size_t)(pixels - whole));
    }
}
