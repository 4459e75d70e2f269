package org.bugle.files;

import java.nio.ByteBuffer;

/// The types of numbers in a [Safetensors] file, under the names that they have there.
public enum SafetensorsType {
    F64(Double.BYTES),
    F32(Float.BYTES),
    /// IEEE 754 half precision.
    F16(Short.BYTES),
    /// The upper half of a float.
    BF16(Short.BYTES),
    I64(Long.BYTES),
    I32(Integer.BYTES),
    I16(Short.BYTES),
    I8(Byte.BYTES),
    U32(Integer.BYTES),
    U16(Short.BYTES),
    U8(Byte.BYTES),
    BOOL(Byte.BYTES);

    private final int bytes;

    SafetensorsType(int bytes) {
        this.bytes = bytes;
    }

    /// Of one number.
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return switch (this) {
            case F64, F32, F16, BF16 -> true;
            case I64, I32, I16, I8, U32, U16, U8, BOOL -> false;
        };
    }

    /// The next number; integers beyond 2⁵³ are rounded.
    double decode(ByteBuffer in) {
        return switch (this) {
            case F64 -> in.getDouble();
            case F32 -> in.getFloat();
            case F16 -> Float.float16ToFloat(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << Short.SIZE);
            case I64 -> (double) in.getLong();
            case I32 -> in.getInt();
            case I16 -> in.getShort();
            case I8 -> in.get();
            case U32 -> (double) Integer.toUnsignedLong(in.getInt());
            case U16 -> Short.toUnsignedInt(in.getShort());
            case U8 -> Byte.toUnsignedInt(in.get());
            case BOOL -> in.get() == 0 ? 0 : 1;
        };
    }

    /// Puts the nearest number of this type; of two, the even one.
    ///
    /// @throws IllegalStateException if the type is of integers
    void encode(ByteBuffer out, double value) {
        switch (this) {
            case F64 -> out.putDouble(value);
            case F32 -> out.putFloat((float) value);
            case F16 -> out.putShort(Float.floatToFloat16((float) value));
            case BF16 -> out.putShort(upperHalf((float) value));
            case I64, I32, I16, I8, U32, U16, U8, BOOL ->
                    throw new IllegalStateException(
                            "SafetensorsType: no numbers are put as " + this);
        }
    }

    /// The nearest number of this type, infinite where all are smaller.
    ///
    /// @throws IllegalStateException if the type is of integers
    public double rounded(double value) {
        return switch (this) {
            case F64 -> value;
            case F32 -> (float) value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case BF16 -> Float.intBitsToFloat(upperHalf((float) value) << Short.SIZE);
            case I64, I32, I16, I8, U32, U16, U8, BOOL ->
                    throw new IllegalStateException(
                            "SafetensorsType: no numbers are rounded to " + this);
        };
    }

    private static short upperHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        // Rounding a NaN could carry it over into infinity or zero; its quiet bit keeps it one.
        int rounded =
                Float.isNaN(value)
                        ? bits | 0x0040_0000
                        : bits + 0x7fff + ((bits >>> Short.SIZE) & 1);
        return (short) (rounded >>> Short.SIZE);
    }
}
