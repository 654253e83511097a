// The limit: one pass over the frame by hand, for this machine. Compiled twice, WIDTH 256 (AVX2) and 512 (AVX-512 BW).
//
// What makes it fast, in order of what it brings:
//   - a block of pixels becomes byte planes (shuffles only); maximum, minimum, middle and all comparisons work on bytes;
//   - sums of bytes by psadbw; R-G, R+G-2B and luma by pmaddubsw with two-byte weights, squares by pmaddwd;
//   - C/M and D/C by true division, which runs beside everything else; adding 3072 leaves round(4096 q) in the low bits of the
//     float, so saturation is summed as raw bits and hue needs no conversion back;
//   - cosine and sine by 16-bit polynomials; no table, no gather;
//   - the histogram counts pairs of neighbours in one table of 65,536: half the increments; luma's mean and square come from it.
#include <immintrin.h>
#include <stdlib.h>
#include <string.h>
#include "attributes.h"
#include "pair_of_threads.h"

#if WIDTH == 512
typedef __m512i ints;
typedef __m512 floats;
#define OP(name) _mm512_##name
#define ZERO _mm512_setzero_si512()
#define AND _mm512_and_si512
#define LOAD(p) _mm512_loadu_si512((const void *)(p))
#define STORE(p, v) _mm512_store_si512((void *)(p), v)
#define AS_INTS _mm512_castps_si512
#define LANES(v16) _mm512_broadcast_i32x4(v16)
#define SELECT_ODD_WORDS(even, odd) _mm512_mask_mov_epi16(even, 0xAAAAAAAAu, odd)
#define NEGATE_WHERE(v, sign) _mm512_mask_sub_epi16(v, _mm512_movepi16_mask(sign), ZERO, v)
#define SELECT_WHERE_ZERO(selector, yes, no) _mm512_mask_mov_epi16(no, _mm512_testn_epi16_mask(selector, selector), yes)
#else
typedef __m256i ints;
typedef __m256 floats;
#define OP(name) _mm256_##name
#define ZERO _mm256_setzero_si256()
#define AND _mm256_and_si256
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))
#define STORE(p, v) _mm256_store_si256((__m256i *)(p), v)
#define AS_INTS _mm256_castps_si256
#define LANES(v16) _mm256_broadcastsi128_si256(v16)
#define SELECT_ODD_WORDS(even, odd) _mm256_blend_epi16(even, odd, 0xAA)
#define NEGATE_WHERE(v, sign) _mm256_sign_epi16(v, sign)
#define SELECT_WHERE_ZERO(selector, yes, no) _mm256_blendv_epi8(no, yes, _mm256_cmpeq_epi16(selector, ZERO))
#endif

enum { PIXELS = WIDTH / 8, BLOCKS_A_FLUSH = 1024 };

#define INLINE static inline __attribute__((always_inline))
#define BYTES(...) LANES(_mm_setr_epi8(__VA_ARGS__))
#define WORDS(first, second) OP(set1_epi16)((short)((((second) & 255) << 8) | ((first) & 255)))

// Everything one thread owns. The table is folded and cleared at the end of each frame.
typedef struct {
    uint32_t pairs[65536];
    attribute_sums sums;
} part;

typedef struct {
    ints value, red, green, blue, saturation, cos, sin, red_green2, yellow_blue2;
} totals;

// Byte j of each 32-bit word, as floats.
#define FLOATS(bytes, j) \
    OP(cvtepi32_ps)((j) == 0 ? AND(bytes, OP(set1_epi32)(255)) \
        : (j) == 3 ? OP(srli_epi32)(bytes, 24) \
        : OP(shuffle_epi8)(bytes, BYTES(j, -1, -1, -1, 4 + (j), -1, -1, -1, 8 + (j), -1, -1, -1, 12 + (j), -1, -1, -1)))

// Opponents and luma of half a block, as 16-bit lanes. Luma's weights are 256 times the first pair plus the second:
// 6966 = 27*256+54, 23436 = 92*256-116, 2366 = 9*256+62; the 64 beside the 9 is the rounding half.
INLINE ints opponents_and_luma(ints red_green, ints blue_one, totals *t) {
    ints rg = OP(maddubs_epi16)(red_green, WORDS(1, -1));
    ints yb = OP(add_epi16)(OP(maddubs_epi16)(red_green, WORDS(1, 1)), OP(maddubs_epi16)(blue_one, WORDS(-2, 0)));
    t->red_green2 = OP(add_epi32)(t->red_green2, OP(madd_epi16)(rg, rg));
    t->yellow_blue2 = OP(add_epi32)(t->yellow_blue2, OP(madd_epi16)(yb, yb));
    ints high = OP(add_epi16)(OP(maddubs_epi16)(red_green, WORDS(27, 92)), OP(maddubs_epi16)(blue_one, WORDS(9, 64)));
    ints low = OP(add_epi16)(OP(maddubs_epi16)(red_green, WORDS(54, -116)), OP(maddubs_epi16)(blue_one, WORDS(62, 0)));
    return OP(srli_epi16)(OP(add_epi16)(high, OP(srai_epi16)(low, 8)), 7);
}

// Adds the hue vectors of half a block. x: distance from the primary, 4096 for 60 degrees. order: the order of R, G, B in each
// byte of a 16-bit lane, the upper one plus 8 (two bytes of a table's 16-bit entry).
INLINE void add_hues(ints x, ints order, totals *t) {
    const ints turn_of = BYTES(0, 0x26, 0, 0, 0, 0x26, (char)0xDA, (char)0xDA, 0, (char)0x91, 0, 0, 0, (char)0x91, 0x6E, 0x6E);
    const ints sign_of = BYTES(1, -1, -1, 1, 1, 1, 1, -1, 0, -1, -1, 0, 0, 0, 0, -1);
    const ints one = OP(set1_epi16)(1);
    ints y = OP(slli_epi16)(x, 3);
    y = OP(mulhi_epu16)(y, y);
    ints c = OP(sub_epi16)(OP(set1_epi16)(16384),
        OP(mulhrs_epi16)(y, OP(sub_epi16)(OP(set1_epi16)(17944), OP(mulhrs_epi16)(y, OP(set1_epi16)(3124)))));
    ints x4 = OP(slli_epi16)(x, 2);
    ints s = OP(sub_epi16)(OP(set1_epi16)(12526), OP(mulhrs_epi16)(y, OP(set1_epi16)(1312)));
    s = OP(sub_epi16)(OP(set1_epi16)(1545), OP(mulhrs_epi16)(y, s));
    s = OP(add_epi16)(x4, OP(mulhrs_epi16)(x4, s));
    s = NEGATE_WHERE(s, OP(shuffle_epi8)(sign_of, order));
    // A third of a turn for green and blue; rounded halves: (a * -16384 + 16384) >> 15 is -(a >> 1).
    ints turn = OP(shuffle_epi8)(turn_of, order);
    ints turned_cos = OP(sub_epi16)(OP(mulhrs_epi16)(s, turn), OP(srai_epi16)(c, 1));
    ints turned_sin = OP(sub_epi16)(OP(sub_epi16)(ZERO, OP(srai_epi16)(s, 1)), OP(mulhrs_epi16)(c, turn));
    t->cos = OP(add_epi32)(t->cos, OP(madd_epi16)(SELECT_WHERE_ZERO(turn, c, turned_cos), one));
    t->sin = OP(add_epi32)(t->sin, OP(madd_epi16)(SELECT_WHERE_ZERO(turn, s, turned_sin), one));
}

// The order of R, G, B in three bits: G > R, B > G, B > R.
INLINE ints order_of(ints red, ints green, ints blue) {
#if WIDTH == 512
    ints order = _mm512_maskz_set1_epi8(_mm512_cmpgt_epu8_mask(green, red), 1);
    order = _mm512_mask_add_epi8(order, _mm512_cmpgt_epu8_mask(blue, green), order, _mm512_set1_epi8(2));
    return _mm512_mask_add_epi8(order, _mm512_cmpgt_epu8_mask(blue, red), order, _mm512_set1_epi8(4));
#else
    // Comparisons are signed: move the range.
    const ints half = OP(set1_epi8)((char)0x80);
    ints r = _mm256_xor_si256(red, half), g = _mm256_xor_si256(green, half), b = _mm256_xor_si256(blue, half);
    ints order = AND(OP(cmpgt_epi8)(g, r), OP(set1_epi8)(1));
    order = _mm256_or_si256(order, AND(OP(cmpgt_epi8)(b, g), OP(set1_epi8)(2)));
    return _mm256_or_si256(order, AND(OP(cmpgt_epi8)(b, r), OP(set1_epi8)(4)));
#endif
}

INLINE void add_block(const uint8_t *p, uint32_t *restrict pairs, totals *t) {
    const ints by_channel = BYTES(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    const ints one = OP(set1_epi8)(1);
    const floats grid = OP(set1_ps)(3072.0f);
    // The hardware's own prefetching stops at page ends and leaves a third of the time waiting for memory.
    for (int i = 0; i < 4 * PIXELS; i += 64) {
        _mm_prefetch((const char *)((uintptr_t)p + 4096 + i), _MM_HINT_T0);
    }
    ints p0 = OP(shuffle_epi8)(LOAD(p), by_channel), p1 = OP(shuffle_epi8)(LOAD(p + PIXELS), by_channel);
    ints p2 = OP(shuffle_epi8)(LOAD(p + 2 * PIXELS), by_channel), p3 = OP(shuffle_epi8)(LOAD(p + 3 * PIXELS), by_channel);
    ints rg0 = OP(unpacklo_epi32)(p0, p1), rg1 = OP(unpacklo_epi32)(p2, p3);
    ints red = OP(unpacklo_epi64)(rg0, rg1), green = OP(unpackhi_epi64)(rg0, rg1);
    ints blue = OP(unpacklo_epi64)(OP(unpackhi_epi32)(p0, p1), OP(unpackhi_epi32)(p2, p3));

    ints high = OP(max_epu8)(red, green), low = OP(min_epu8)(red, green);
    ints max = OP(max_epu8)(high, blue), min = OP(min_epu8)(low, blue);
    ints middle = OP(max_epu8)(low, OP(min_epu8)(high, blue));
    ints chroma = OP(sub_epi8)(max, min), distance = OP(sub_epi8)(middle, min);
    t->value = OP(add_epi64)(t->value, OP(sad_epu8)(max, ZERO));
    t->red = OP(add_epi64)(t->red, OP(sad_epu8)(red, ZERO));
    t->green = OP(add_epi64)(t->green, OP(sad_epu8)(green, ZERO));
    t->blue = OP(add_epi64)(t->blue, OP(sad_epu8)(blue, ZERO));

    ints luma0 = opponents_and_luma(OP(unpacklo_epi8)(red, green), OP(unpacklo_epi8)(blue, one), t);
    ints luma1 = opponents_and_luma(OP(unpackhi_epi8)(red, green), OP(unpackhi_epi8)(blue, one), t);
    uint16_t neighbours[PIXELS / 2] __attribute__((aligned(64)));
    STORE(neighbours, OP(packus_epi16)(luma0, luma1));

    // 0/0 is NaN, whose low 16 bits are 0: a grey has hue 0 without a guard.
    ints guarded = OP(max_epu8)(max, one), quotient[4];
#define DIVIDE(j) { \
        floats c = FLOATS(chroma, j); \
        t->saturation = OP(add_epi32)(t->saturation, AS_INTS(OP(add_ps)(OP(div_ps)(c, FLOATS(guarded, j)), grid))); \
        quotient[j] = AS_INTS(OP(add_ps)(OP(div_ps)(FLOATS(distance, j), c), grid)); }
    DIVIDE(0) DIVIDE(1) DIVIDE(2) DIVIDE(3)
#undef DIVIDE
    ints order = order_of(red, green, blue), upper = OP(set1_epi16)(0x0800);
    add_hues(SELECT_ODD_WORDS(quotient[0], OP(slli_epi32)(quotient[2], 16)),
        OP(add_epi8)(OP(shuffle_epi8)(order, BYTES(0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14)), upper), t);
    add_hues(SELECT_ODD_WORDS(quotient[1], OP(slli_epi32)(quotient[3], 16)),
        OP(add_epi8)(OP(shuffle_epi8)(order, BYTES(1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15)), upper), t);

    for (int i = 0; i < PIXELS / 2; i++) {
        pairs[neighbours[i]]++;
    }
}

static int64_t sum64(ints v) {
    int64_t lanes[WIDTH / 64] __attribute__((aligned(64))), sum = 0;
    STORE(lanes, v);
    for (int i = 0; i < WIDTH / 64; i++) sum += lanes[i];
    return sum;
}

static int64_t sum32(ints v, int is_signed) {
    uint32_t lanes[WIDTH / 32] __attribute__((aligned(64)));
    int64_t sum = 0;
    STORE(lanes, v);
    for (int i = 0; i < WIDTH / 32; i++) sum += is_signed ? (int64_t)(int32_t)lanes[i] : (int64_t)lanes[i];
    return sum;
}

static void flush(const totals *t, int blocks, attribute_sums *s) {
    const uint32_t bits_of_grid = 0x45400000u; // of 3072.0f, which every summand carries
    int64_t red = sum64(t->red), green = sum64(t->green), blue = sum64(t->blue);
    s->value += sum64(t->value);
    s->red_green += red - green;
    s->yellow_blue2 += red + green - 2 * blue;
    s->saturation += sum32(OP(sub_epi32)(t->saturation, OP(set1_epi32)((int)(4u * (uint32_t)blocks * bits_of_grid))), 0);
    s->hue_cos += sum32(t->cos, 1);
    s->hue_sin += sum32(t->sin, 1);
    s->red_green_squared += sum32(t->red_green2, 0);
    s->yellow_blue2_squared += sum32(t->yellow_blue2, 0);
}

static void add_pixels(const uint8_t *p, int64_t count, part *part) {
    uint8_t block[4 * PIXELS] = {0};
    while (count >= PIXELS) {
        totals t;
        memset(&t, 0, sizeof t);
        int blocks = count / PIXELS < BLOCKS_A_FLUSH ? (int)(count / PIXELS) : BLOCKS_A_FLUSH;
        for (int i = 0; i < blocks; i++, p += 4 * PIXELS) {
            add_block(p, part->pairs, &t);
        }
        flush(&t, blocks, &part->sums);
        count -= (int64_t)blocks * PIXELS;
    }
    if (count > 0) {
        // The rest of a row beside black pixels, which add hue 0 and luma 0 and nothing else.
        totals t;
        memset(&t, 0, sizeof t);
        memcpy(block, p, 4 * (size_t)count);
        add_block(block, part->pairs, &t);
        flush(&t, 1, &part->sums);
        part->sums.hue_cos -= (PIXELS - count) * 16384;
        part->sums.luma_histogram[0] -= PIXELS - count;
    }
}

// Bins from the table of pairs; luma's sums from the bins.
static void fold(part *part) {
    int64_t *bins = part->sums.luma_histogram;
    uint32_t columns[256] = {0};
    for (int row = 0; row < 256; row++) {
        uint32_t sum = 0;
        for (int column = 0; column < 256; column++) {
            uint32_t n = part->pairs[256 * row + column];
            sum += n;
            columns[column] += n;
        }
        bins[row] += sum;
    }
    memset(part->pairs, 0, sizeof part->pairs);
    for (int y = 0; y < 256; y++) {
        bins[y] += columns[y];
        part->sums.luma += y * bins[y];
        part->sums.luma_squared += (int64_t)y * y * bins[y];
    }
}

typedef struct {
    const uint8_t *pixels;
    int64_t stride;
    int width, height, parts;
} frame;

static part *parts;

static void measure_part(void *context, int index) {
    const frame *f = context;
    int first = (int)((int64_t)f->height * index / f->parts), last = (int)((int64_t)f->height * (index + 1) / f->parts);
    part *own = &parts[index];
    memset(&own->sums, 0, sizeof own->sums);
    own->sums.pixels = (int64_t)f->width * (last - first);
    if (f->stride == 4 * (int64_t)f->width) {
        add_pixels(f->pixels + first * f->stride, own->sums.pixels, own);
    } else {
        for (int y = first; y < last; y++) add_pixels(f->pixels + y * f->stride, f->width, own);
    }
    fold(own);
}

#define NAME2(width) peer_attributes_##width
#define NAME(width) NAME2(width)

// Measures one frame on one or two threads. One caller at a time.
void NAME(WIDTH)(const uint8_t *pixels, int64_t stride, int width, int height, int threads, attribute_sums *sums) {
    frame f = {pixels, stride, width, height, threads == 2 ? 2 : 1};
    if (parts == NULL) {
        parts = aligned_alloc(64, 2 * ((sizeof(part) + 63) / 64 * 64));
        memset(parts, 0, 2 * sizeof(part));
    }
    if (f.parts == 2) {
        pair_run(measure_part, &f);
        int64_t *a = (int64_t *)&parts[0].sums, *b = (int64_t *)&parts[1].sums;
        for (size_t i = 0; i < sizeof(attribute_sums) / sizeof(int64_t); i++) a[i] += b[i];
    } else {
        measure_part(&f, 0);
    }
    *sums = parts[0].sums;
}
