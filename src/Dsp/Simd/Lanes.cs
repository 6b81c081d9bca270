using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AvianVox.Dsp.Simd;

/// <summary>Moves of four-lane vectors that the portable vector types lack: on SSE, on Arm64 and lane by lane elsewhere.</summary>
internal static class Lanes
{
    /// <summary>a0 a1 a2 a3, b0 b1 b2 b3 -> a0 a2 b0 b2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Even(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
        {
            return Sse.Shuffle(a, b, 0b10_00_10_00);
        }

        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(a, b) : Vector128.Create(a[0], a[2], b[0], b[2]);
    }

    /// <summary>a0 a1 a2 a3, b0 b1 b2 b3 -> a1 a3 b1 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Odd(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
        {
            return Sse.Shuffle(a, b, 0b11_01_11_01);
        }

        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipOdd(a, b) : Vector128.Create(a[1], a[3], b[1], b[3]);
    }

    /// <summary>a0 a1 a2 a3, b0 b1 b2 b3 -> a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
        {
            return Sse.UnpackLow(a, b);
        }

        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    /// <summary>a0 a1 a2 a3, b0 b1 b2 b3 -> a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
        {
            return Sse.UnpackHigh(a, b);
        }

        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);
    }

    /// <summary>a0 a1 a2 a3 -> a3 a2 a1 a0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Reverse(Vector128<float> a) => Vector128.Shuffle(a, Vector128.Create(3, 2, 1, 0));

    /// <summary>Stores the 4 x 4 transpose: a0 b0 c0 d0 a1 b1 c1 d1 ... d3, sixteen values in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        Vector128<float> a,
        Vector128<float> b,
        Vector128<float> c,
        Vector128<float> d,
        ref float destination,
        nuint at)
    {
        // ac: a0 c0 a1 c1 | a2 c2 a3 c3; bd alike; zipped once more they give whole rows.
        var acLow = ZipLow(a, c);
        var acHigh = ZipHigh(a, c);
        var bdLow = ZipLow(b, d);
        var bdHigh = ZipHigh(b, d);
        ZipLow(acLow, bdLow).StoreUnsafe(ref destination, at);
        ZipHigh(acLow, bdLow).StoreUnsafe(ref destination, at + 4);
        ZipLow(acHigh, bdHigh).StoreUnsafe(ref destination, at + 8);
        ZipHigh(acHigh, bdHigh).StoreUnsafe(ref destination, at + 12);
    }
}
