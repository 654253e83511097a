#ifndef EMOVID_ATTRIBUTE_PASS_GLSL
#define EMOVID_ATTRIBUTE_PASS_GLSL

// The attribute pass: every sum, histogram and plane that needs no neighbouring pixel, in one dispatch.
//
// Work: a workgroup covers a strip of rows of one cell (of the grid, or of the frame as its only cell; very wide cells are cut
// into parts) and strides through the strip's quads, so that its invocations always read neighbouring quads. A cell's edge may lie inside a quad; both
// cells then read that quad and each counts its own pixels.
// Sums: 32-bit in an invocation, as long as no term can overflow (QUADS_PER_PARTIAL), then 64-bit in two words; added up over the
// subgroup in pieces of 16 bits, over the workgroup in shared memory, over the frame by atomics on one of several records,
// which the host adds. In a grid the record is the cell's.

#include "attribute_frame.glsl"
#include "wide.glsl"

layout(local_size_x_id = 0) in;
// AttributeSet.
layout(constant_id = 25) const uint SETS = 0;
// Quads that a 32-bit sum holds; WIDE says that an invocation may take more.
layout(constant_id = 26) const uint QUADS_PER_PARTIAL = 16;
layout(constant_id = 27) const bool WIDE = true;
// Whether each invocation counts in a histogram of its own (a software device, where a shared counter costs most), or all of
// a workgroup share HISTOGRAM_COPIES.
layout(constant_id = 28) const bool PRIVATE_HISTOGRAMS = false;
layout(constant_id = 29) const uint HISTOGRAM_COPIES = 1;

// A set comes complete: the hue statistics and the grid bring EMOVID along, the luma histogram LUMA.
const bool EMOVID = (SETS & 1u) != 0;
const bool OPPONENTS = (SETS & 2u) != 0;
const bool LUMA = (SETS & 4u) != 0;
const bool LUMA_HISTOGRAM = (SETS & 8u) != 0;
const bool WEIGHTED_HUE = (SETS & 16u) != 0;
const bool HUE_HISTOGRAM = (SETS & 32u) != 0;
const bool MOTION = (SETS & 64u) != 0;
const bool GRID = (SETS & 256u) != 0;
const bool PLANE = MOTION || (SETS & 128u) != 0;

const uint CELLS_PER_SIDE = 4;
// Layout of Totals, as AttributeTotals (EmoVid.Realtime.Vulkan) reads it.
const uint RECORDS = 16, SUM_COUNT = 17, WORDS_PER_SUM = 3;
const uint BIN_RECORDS = 4, LUMA_BINS = 256, HUE_BINS = 36, BIN_COUNT = LUMA_BINS + HUE_BINS, WORDS_PER_BIN = 2;
const uint BINS_START = RECORDS * SUM_COUNT * WORDS_PER_SUM;

const bool SHARED_LUMA_BINS = LUMA_HISTOGRAM && !PRIVATE_HISTOGRAMS, PRIVATE_LUMA_BINS = LUMA_HISTOGRAM && PRIVATE_HISTOGRAMS;
const bool SHARED_HUE_BINS = HUE_HISTOGRAM && !PRIVATE_HISTOGRAMS, PRIVATE_HUE_BINS = HUE_HISTOGRAM && PRIVATE_HISTOGRAMS;

shared uint group_sums[SUM_COUNT * WORDS_PER_SUM];
shared uint group_luma_bins[SHARED_LUMA_BINS ? LUMA_BINS * HISTOGRAM_COPIES : 1];
shared uint group_hue_bins[SHARED_HUE_BINS ? HUE_BINS * HISTOGRAM_COPIES : 1];
uint own_luma_bins[PRIVATE_LUMA_BINS ? LUMA_BINS : 1];
uint own_hue_bins[PRIVATE_HUE_BINS ? HUE_BINS : 1];

// A sum in the making: 32 bits of a stretch of pixels, 64 bits of those before.
struct Sum
{
    uint partial;
    uvec2 total;
};

const Sum ZERO = Sum(0, uvec2(0));
Sum weight_sum = ZERO, refused_sum = ZERO, value_sum = ZERO, saturation_sum = ZERO, cos_sum = ZERO, sin_sum = ZERO;
Sum weighted_cos_sum = ZERO, weighted_sin_sum = ZERO;
Sum red_green_sum = ZERO, yellow_blue_sum = ZERO, red_green_squares = ZERO, yellow_blue_squares = ZERO;
Sum luma_sum = ZERO, luma_squares = ZERO, motion_sum = ZERO, change_sum = ZERO;

void add(inout Sum sum, ivec4 terms)
{
    sum.partial += uint(terms.x + terms.y + terms.z + terms.w);
}

void close_unsigned(inout Sum sum)
{
    add_unsigned(sum.total, sum.partial);
    sum.partial = 0;
}

void close_signed(inout Sum sum)
{
    add_signed(sum.total, int(sum.partial));
    sum.partial = 0;
}

void close_partials()
{
    if (WEIGHTED) { close_unsigned(weight_sum); }
    if (SOURCE == RGBA16F) { close_unsigned(refused_sum); }
    if (EMOVID) { close_unsigned(value_sum); close_unsigned(saturation_sum); close_signed(cos_sum); close_signed(sin_sum); }
    if (WEIGHTED_HUE) { close_signed(weighted_cos_sum); close_signed(weighted_sin_sum); }
    if (OPPONENTS) { close_signed(red_green_sum); close_signed(yellow_blue_sum); close_unsigned(red_green_squares); close_unsigned(yellow_blue_squares); }
    if (LUMA) { close_unsigned(luma_sum); close_unsigned(luma_squares); }
    if (MOTION) { close_unsigned(motion_sum); close_signed(change_sum); }
}

void count_luma(int bin, int weight)
{
    if (PRIVATE_HISTOGRAMS) { own_luma_bins[bin] += uint(weight); }
    else { atomicAdd(group_luma_bins[uint(bin) * HISTOGRAM_COPIES + gl_LocalInvocationID.x % HISTOGRAM_COPIES], uint(weight)); }
}

void count_hue(int bin, int weight)
{
    if (PRIVATE_HISTOGRAMS) { own_hue_bins[bin] += uint(weight); }
    else { atomicAdd(group_hue_bins[uint(bin) * HISTOGRAM_COPIES + gl_LocalInvocationID.x % HISTOGRAM_COPIES], uint(weight)); }
}

// A pixel that is not counted is black where the frame is unweighted, so that most sums need no factor at all.
ivec4 weighed(ivec4 terms, ivec4 weight)
{
    return WEIGHTED ? terms * weight : terms;
}

void measure_plane(ivec4 luma, ivec4 weight, ivec4 counted, uint row, uint column, bool stored)
{
    ivec4 seen = WEIGHTED ? divided_by_255(luma * weight + 127) : luma;
    uint at = row * ((width + 3) / 4) + column;
    if (stored)
    {
        STORE_LUMA(at, uint(seen.x | seen.y << 8 | seen.z << 16 | seen.w << 24));
    }

    if (MOTION && has_previous != 0)
    {
        ivec4 change = (seen - bytes_of(PREVIOUS_LUMA(at))) & -counted;
        add(change_sum, change);
        add(motion_sum, abs(change));
    }
}

void measure_luma(ivec4 luma, ivec4 weight)
{
    if (LUMA)
    {
        ivec4 weighted = weighed(luma, weight);
        add(luma_sum, weighted);
        add(luma_squares, weighted * luma);
    }

    if (LUMA_HISTOGRAM)
    {
        count_luma(luma.x, weight.x);
        count_luma(luma.y, weight.y);
        count_luma(luma.z, weight.z);
        count_luma(luma.w, weight.w);
    }
}

void measure_opponents(ivec4 red, ivec4 green, ivec4 blue, ivec4 weight)
{
    ivec4 red_green = red - green;
    ivec4 yellow_blue = red + green - 2 * blue;
    ivec4 weighted_red_green = weighed(red_green, weight);
    ivec4 weighted_yellow_blue = weighed(yellow_blue, weight);
    add(red_green_sum, weighted_red_green);
    add(yellow_blue_sum, weighted_yellow_blue);
    add(red_green_squares, weighted_red_green * red_green);
    add(yellow_blue_squares, weighted_yellow_blue * yellow_blue);
}

void measure_color(ivec4 red, ivec4 green, ivec4 blue, ivec4 weight)
{
    ivec4 largest = max(red, max(green, blue));
    ivec4 chroma = largest - min(red, min(green, blue));
    ivec4 saturation = rounded_quotient(chroma * 4096, largest);
    Hue hue = hue_of(red, green, blue, largest, chroma);
    ivec4 cos, sin;
    hue_vector(hue, cos, sin);
    add(value_sum, weighed(largest, weight));
    add(saturation_sum, weighed(saturation, weight));
    // Black has the hue of red: its cosine does need the factor.
    add(cos_sum, WEIGHTED ? cos * weight : cos & -weight);
    add(sin_sum, weighed(sin, weight));
    if (WEIGHTED_HUE)
    {
        add(weighted_cos_sum, weighed((cos * saturation + 4096) >> 13, weight));
        add(weighted_sin_sum, weighed((sin * saturation + 4096) >> 13, weight));
    }

    if (HUE_HISTOGRAM)
    {
        ivec4 bin = hue_bin(hue);
        ivec4 term = weighed(saturation >> 4, weight);
        count_hue(bin.x, term.x);
        count_hue(bin.y, term.y);
        count_hue(bin.z, term.z);
        count_hue(bin.w, term.w);
    }
}

// counted: 1 for the pixels that are this invocation's, 0 for the others. stored: whether the quad is in the frame.
void measure(Quad quad, ivec4 counted, uint row, uint column, bool stored)
{
    ivec4 red = quad.red, green = quad.green, blue = quad.blue, weight = quad.weight;
    ivec4 kept = counted;
    if (SOURCE == RGBA16F)
    {
        add(refused_sum, quad.refused & counted);
        kept &= 1 - quad.refused;
        weight &= quad.refused - 1;
        red &= quad.refused - 1;
        green &= quad.refused - 1;
        blue &= quad.refused - 1;
    }

    ivec4 luma = luma_of(red, green, blue);
    if (PLANE)
    {
        measure_plane(luma, weight, counted, row, column, stored);
    }

    if (WEIGHTED)
    {
        weight &= -kept;
        add(weight_sum, weight);
    }
    else
    {
        weight = kept;
        red &= -kept;
        green &= -kept;
        blue &= -kept;
        luma &= -kept;
    }

    measure_luma(luma, weight);
    if (OPPONENTS)
    {
        measure_opponents(red, green, blue, weight);
    }

    if (EMOVID)
    {
        measure_color(red, green, blue, weight);
    }
}

// Adds a sum of the whole workgroup to group_sums.
void gather(uint index, Sum sum)
{
    uint low = subgroupAdd(sum.total.x & 0xFFFFu);
    uint middle = subgroupAdd(sum.total.x >> 16);
    uint high = subgroupAdd(sum.total.y);
    if (subgroupElect())
    {
        atomicAdd(group_sums[index * WORDS_PER_SUM], low);
        atomicAdd(group_sums[index * WORDS_PER_SUM + 1], middle);
        atomicAdd(group_sums[index * WORDS_PER_SUM + 2], high);
    }
}

void gather_all()
{
    if (WEIGHTED) { gather(0, weight_sum); }
    if (SOURCE == RGBA16F) { gather(1, refused_sum); }
    if (EMOVID) { gather(2, value_sum); gather(3, saturation_sum); gather(4, cos_sum); gather(5, sin_sum); }
    if (WEIGHTED_HUE) { gather(6, weighted_cos_sum); gather(7, weighted_sin_sum); }
    if (OPPONENTS) { gather(8, red_green_sum); gather(9, yellow_blue_sum); gather(10, red_green_squares); gather(11, yellow_blue_squares); }
    if (LUMA) { gather(12, luma_sum); gather(13, luma_squares); }
    if (MOTION) { gather(14, motion_sum); gather(15, change_sum); }
}

void add_to_total(uint at, uint value)
{
    if (value != 0)
    {
        atomicAdd(totals[at], value);
    }
}

void publish_sums(uint record)
{
    for (uint i = gl_LocalInvocationID.x; i < SUM_COUNT; i += gl_WorkGroupSize.x)
    {
        uint low = group_sums[i * WORDS_PER_SUM];
        uint middle = group_sums[i * WORDS_PER_SUM + 1] + (low >> 16);
        uint high = group_sums[i * WORDS_PER_SUM + 2] + (middle >> 16);
        uint at = (record * SUM_COUNT + i) * WORDS_PER_SUM;
        add_to_total(at, low & 0xFFFFu);
        add_to_total(at + 1, middle & 0xFFFFu);
        add_to_total(at + 2, high);
    }
}

void publish_bin(uint record, uint bin, uint low, uint high)
{
    uint at = BINS_START + (record % BIN_RECORDS * BIN_COUNT + bin) * WORDS_PER_BIN;
    add_to_total(at, low);
    add_to_total(at + 1, high);
}

void publish_private_bins(uint record)
{
    for (uint i = 0; i < (PRIVATE_LUMA_BINS ? LUMA_BINS : 0); i++)
    {
        uint low = subgroupAdd(own_luma_bins[i] & 0xFFFFu);
        uint high = subgroupAdd(own_luma_bins[i] >> 16);
        if (subgroupElect())
        {
            publish_bin(record, i, low, high);
        }
    }

    for (uint i = 0; i < (PRIVATE_HUE_BINS ? HUE_BINS : 0); i++)
    {
        uint low = subgroupAdd(own_hue_bins[i] & 0xFFFFu);
        uint high = subgroupAdd(own_hue_bins[i] >> 16);
        if (subgroupElect())
        {
            publish_bin(record, LUMA_BINS + i, low, high);
        }
    }
}

void publish_shared_bins(uint record)
{
    for (uint i = gl_LocalInvocationID.x; i < (SHARED_LUMA_BINS ? LUMA_BINS : 0); i += gl_WorkGroupSize.x)
    {
        uint count = 0;
        for (uint copy = 0; copy < HISTOGRAM_COPIES; copy++)
        {
            count += group_luma_bins[i * HISTOGRAM_COPIES + copy];
        }

        publish_bin(record, i, count & 0xFFFFu, count >> 16);
    }

    for (uint i = gl_LocalInvocationID.x; i < (SHARED_HUE_BINS ? HUE_BINS : 0); i += gl_WorkGroupSize.x)
    {
        uint count = 0;
        for (uint copy = 0; copy < HISTOGRAM_COPIES; copy++)
        {
            count += group_hue_bins[i * HISTOGRAM_COPIES + copy];
        }

        publish_bin(record, LUMA_BINS + i, count & 0xFFFFu, count >> 16);
    }
}

void clear()
{
    for (uint i = gl_LocalInvocationID.x; i < SUM_COUNT * WORDS_PER_SUM; i += gl_WorkGroupSize.x)
    {
        group_sums[i] = 0;
    }

    for (uint i = gl_LocalInvocationID.x; i < (SHARED_LUMA_BINS ? LUMA_BINS * HISTOGRAM_COPIES : 0); i += gl_WorkGroupSize.x)
    {
        group_luma_bins[i] = 0;
    }

    for (uint i = gl_LocalInvocationID.x; i < (SHARED_HUE_BINS ? HUE_BINS * HISTOGRAM_COPIES : 0); i += gl_WorkGroupSize.x)
    {
        group_hue_bins[i] = 0;
    }

    for (uint i = 0; i < (PRIVATE_LUMA_BINS ? LUMA_BINS : 0); i++)
    {
        own_luma_bins[i] = 0;
    }

    for (uint i = 0; i < (PRIVATE_HUE_BINS ? HUE_BINS : 0); i++)
    {
        own_hue_bins[i] = 0;
    }

    barrier();
}

void main()
{
    uint side = GRID ? CELLS_PER_SIDE : 1;
    uvec2 cell = uvec2(gl_WorkGroupID.y % side, gl_WorkGroupID.y / side);
    uint left = cell.x * width / side;
    uint right = (cell.x + 1) * width / side;
    left += gl_WorkGroupID.z * part_width;
    right = min(right, left + part_width);
    uint top = cell.y * height / side;
    uint bottom = (cell.y + 1) * height / side;
    top += gl_WorkGroupID.x * rows_per_strip;
    bottom = min(bottom, top + rows_per_strip);
    if (left >= right || top >= bottom)
    {
        return;
    }

    clear();
    uint first_quad = left / 4;
    uint quads = (right + 3) / 4 - first_quad;
    uint rows = bottom - top;
    uint y = gl_LocalInvocationID.x / quads;
    uint x = gl_LocalInvocationID.x % quads;
    uint row_step = gl_WorkGroupSize.x / quads;
    uint quad_step = gl_WorkGroupSize.x % quads;
    uint turns = (rows * quads + gl_WorkGroupSize.x - 1) / gl_WorkGroupSize.x;
    uint turn = 0;
    do
    {
        uint end = WIDE ? min(turn + QUADS_PER_PARTIAL, turns) : turns;
        do
        {
            // The last turn of the last invocations lies past the end: they read a quad again and count none of it.
            bool inside = y < rows;
            uint row = top + min(y, rows - 1);
            uint column = first_quad + x;
            ivec4 offset = ivec4(0, 1, 2, 3) + int(column * 4 - left);
            ivec4 counted = ivec4(lessThan(uvec4(offset), uvec4(inside ? right - left : 0)));
            measure(read_quad(row, column), counted, row, column, inside);
            x += quad_step;
            y += row_step;
            bool wraps = x >= quads;
            x -= wraps ? quads : 0;
            y += wraps ? 1 : 0;
        }
        while (++turn < end);
        close_partials();
    }
    while (WIDE && turn < turns);

    gather_all();
    barrier();
    uint record = GRID ? gl_WorkGroupID.y : (gl_WorkGroupID.x + gl_WorkGroupID.z) % RECORDS;
    publish_sums(record);
    publish_private_bins(record);
    publish_shared_bins(record);
}

#endif
