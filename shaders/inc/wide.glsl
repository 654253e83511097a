#ifndef EMOVID_WIDE_GLSL
#define EMOVID_WIDE_GLSL

// 64-bit sums in two 32-bit words (x low, y high, two's complement), for devices without 64-bit integers.

void add_unsigned(inout uvec2 sum, uint term)
{
    uint carry;
    sum.x = uaddCarry(sum.x, term, carry);
    sum.y += carry;
}

void add_signed(inout uvec2 sum, int term)
{
    add_unsigned(sum, uint(term));
    sum.y -= uint(term < 0);
}

#endif
