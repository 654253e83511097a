// The limit of a lookup-table grade: tetrahedral interpolation in a 33-point cube by hand, AVX2, with memcpy and a 3x4 matrix
// beside it as bounds.
//
// Entries are four 16-bit integers (R, G, B of scale 128, and 0), eight bytes, so that one load fetches a lattice point. A code v
// stands at v * 257 = 2048 * (cell) + (fraction): cell and fraction are a shift and a mask (the position is 1/65536 too low,
// 0.0005 of a cell at most). Weights add up to 2048 and multiply by pmaddwd, two lattice points at a time.
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "pair_of_threads.h"

enum { SIDE = 33, STEP_R = SIDE * SIDE, STEP_G = SIDE, STEP_B = 1 };

typedef struct {
    int16_t entries[SIDE * SIDE * SIDE][4];
} cube;

// rgb: SIDE^3 triples of 0-1, red slowest.
void *peer_cube_create(const float *rgb) {
    cube *c = aligned_alloc(64, (sizeof(cube) + 63) / 64 * 64);
    for (int i = 0; i < SIDE * SIDE * SIDE; i++) {
        for (int k = 0; k < 3; k++) c->entries[i][k] = (int16_t)lrintf(rgb[3 * i + k] * 32640);
        c->entries[i][3] = 0;
    }
    return c;
}

void peer_cube_free(void *c) { free(c); }

#define INLINE static inline __attribute__((always_inline))

// Four lattice points: two at `low`, two at `high`, into the halves of one register.
INLINE __m256i fetch(const cube *c, const uint16_t *low, const uint16_t *high) {
    __m128i a = _mm_loadl_epi64((const __m128i *)c->entries[low[0]]), b = _mm_loadl_epi64((const __m128i *)c->entries[high[0]]);
    a = _mm_castpd_si128(_mm_loadh_pd(_mm_castsi128_pd(a), (const double *)c->entries[low[1]]));
    b = _mm_castpd_si128(_mm_loadh_pd(_mm_castsi128_pd(b), (const double *)c->entries[high[1]]));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(a), b, 1);
}

INLINE void grade16(const uint8_t *from, uint8_t *to, const cube *c) {
    const __m256i red_green = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 4, 4, 8, 8, 12, 12, 1, 1, 5, 5, 9, 9, 13, 13));
    const __m256i blue_only = _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 2, 6, 6, 10, 10, 14, 14, -1, -1, -1, -1, -1, -1, -1, -1));
    __m256i p0 = _mm256_loadu_si256((const __m256i *)from), p1 = _mm256_loadu_si256((const __m256i *)(from + 32));
    __m256i a0 = _mm256_shuffle_epi8(p0, red_green), a1 = _mm256_shuffle_epi8(p1, red_green);
    __m256i r = _mm256_unpacklo_epi64(a0, a1), g = _mm256_unpackhi_epi64(a0, a1);
    __m256i b = _mm256_unpacklo_epi64(_mm256_shuffle_epi8(p0, blue_only), _mm256_shuffle_epi8(p1, blue_only));
    const __m256i fraction = _mm256_set1_epi16(2047), side = _mm256_set1_epi16(SIDE);
    __m256i base = _mm256_add_epi16(_mm256_mullo_epi16(_mm256_srli_epi16(r, 11), side), _mm256_srli_epi16(g, 11));
    base = _mm256_add_epi16(_mm256_mullo_epi16(base, side), _mm256_srli_epi16(b, 11));
    r = _mm256_and_si256(r, fraction);
    g = _mm256_and_si256(g, fraction);
    b = _mm256_and_si256(b, fraction);
    __m256i high = _mm256_max_epi16(r, g), low = _mm256_min_epi16(r, g);
    __m256i max = _mm256_max_epi16(high, b), min = _mm256_min_epi16(low, b);
    __m256i middle = _mm256_max_epi16(low, _mm256_min_epi16(high, b));
    // First step along the axis of the largest fraction; last along that of the smallest. Ties fall to red first, blue last.
    __m256i first = _mm256_blendv_epi8(_mm256_set1_epi16(STEP_B), _mm256_set1_epi16(STEP_G), _mm256_cmpeq_epi16(max, g));
    first = _mm256_blendv_epi8(first, _mm256_set1_epi16(STEP_R), _mm256_cmpeq_epi16(max, r));
    __m256i last = _mm256_blendv_epi8(_mm256_set1_epi16(STEP_R), _mm256_set1_epi16(STEP_G), _mm256_cmpeq_epi16(min, g));
    last = _mm256_blendv_epi8(last, _mm256_set1_epi16(STEP_B), _mm256_cmpeq_epi16(min, b));
    const __m256i across = _mm256_set1_epi16(STEP_R + STEP_G + STEP_B);
    __m256i end = _mm256_add_epi16(base, across);
    uint16_t at[4][16] __attribute__((aligned(32)));
    _mm256_store_si256((__m256i *)at[0], base);
    _mm256_store_si256((__m256i *)at[1], _mm256_add_epi16(base, first));
    _mm256_store_si256((__m256i *)at[2], _mm256_sub_epi16(end, last));
    _mm256_store_si256((__m256i *)at[3], end);
    __m256i w0 = _mm256_sub_epi16(_mm256_set1_epi16(2048), max), w1 = _mm256_sub_epi16(max, middle), w2 = _mm256_sub_epi16(middle, min);
    __m256i w01[2] = {_mm256_unpacklo_epi16(w0, w1), _mm256_unpackhi_epi16(w0, w1)};
    __m256i w23[2] = {_mm256_unpacklo_epi16(w2, min), _mm256_unpackhi_epi16(w2, min)};
    const __m256i half = _mm256_set1_epi32(1 << 17);
    // Lanes: pixels 0-3 and 8-11 of the block lie in the low halves, 4-7 and 12-15 in the high ones, as the shuffles left them.
#define TWO(h, i, imm) ({ \
        __m256i c0 = fetch(c, at[0] + 4 * (h) + (i), at[0] + 8 + 4 * (h) + (i)), c1 = fetch(c, at[1] + 4 * (h) + (i), at[1] + 8 + 4 * (h) + (i)); \
        __m256i c2 = fetch(c, at[2] + 4 * (h) + (i), at[2] + 8 + 4 * (h) + (i)), c3 = fetch(c, at[3] + 4 * (h) + (i), at[3] + 8 + 4 * (h) + (i)); \
        __m256i even = _mm256_add_epi32(_mm256_madd_epi16(_mm256_unpacklo_epi16(c0, c1), _mm256_shuffle_epi32(w01[h], (imm) * 0x55)), \
            _mm256_madd_epi16(_mm256_unpacklo_epi16(c2, c3), _mm256_shuffle_epi32(w23[h], (imm) * 0x55))); \
        __m256i odd = _mm256_add_epi32(_mm256_madd_epi16(_mm256_unpackhi_epi16(c0, c1), _mm256_shuffle_epi32(w01[h], ((imm) + 1) * 0x55)), \
            _mm256_madd_epi16(_mm256_unpackhi_epi16(c2, c3), _mm256_shuffle_epi32(w23[h], ((imm) + 1) * 0x55))); \
        _mm256_packs_epi32(_mm256_srai_epi32(_mm256_add_epi32(even, half), 18), _mm256_srai_epi32(_mm256_add_epi32(odd, half), 18)); })
    const __m256i alpha = _mm256_set1_epi32((int)0xFF000000u);
    __m256i out0 = _mm256_packus_epi16(TWO(0, 0, 0), TWO(0, 2, 2)), out1 = _mm256_packus_epi16(TWO(1, 0, 0), TWO(1, 2, 2));
#undef TWO
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

// Grades packed RGBA8 frames without padding.
void peer_grade(const uint8_t *from, uint8_t *to, int64_t pixels, const void *cube, int threads) {
    work w = {from, to, pixels, cube, threads == 2 ? 2 : 1};
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
