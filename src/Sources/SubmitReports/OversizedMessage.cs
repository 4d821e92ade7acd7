using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Sitrep.Sources.SubmitReports;

/// <summary>
/// Skips a message that gRPC refused for its length. gRPC refuses it by its header and leaves it on the wire, where it would be refused for
/// ever; the header says where the next message begins, so a stream need not end for it.
/// </summary>
internal static class OversizedMessage
{
    /// <summary>One byte of flags, four of length, big-endian: the frame of gRPC over HTTP/2.</summary>
    private const int HeaderBytes = 5;

    /// <summary>Reads past the message at the head of the request's body; false where the body ends within it.</summary>
    public static async Task<bool> SkipAsync(PipeReader body, CancellationToken cancellationToken)
    {
        long? rest = null;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (rest is null && buffer.Length >= HeaderBytes)
            {
                rest = HeaderBytes + Length(buffer);
            }

            var skipped = rest is { } known ? Math.Min(known, buffer.Length) : 0;
            rest -= skipped;
            body.AdvanceTo(buffer.GetPosition(skipped), rest is null ? buffer.End : buffer.GetPosition(skipped));
            if (rest == 0)
            {
                return true;
            }

            if (read.IsCompleted)
            {
                return false;
            }
        }
    }

    private static uint Length(ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        buffer.Slice(0, HeaderBytes).CopyTo(header);
        return BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
    }
}
