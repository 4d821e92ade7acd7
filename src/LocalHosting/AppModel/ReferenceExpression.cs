using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with holes that are filled once the ports are known.</summary>
public sealed class ReferenceExpression : IValueProvider
{
    private readonly IReadOnlyList<object> _parts;

    private ReferenceExpression(IReadOnlyList<object> parts) => _parts = parts;

    internal static ReferenceExpression Empty { get; } = new([]);

    /// <summary>Makes one from an interpolated string: <c>ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.HostAndPort)}")</c>.</summary>
    /// <param name="handler">The interpolated string.</param>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new([.. handler.Parts]);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            text.Append(part is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : (string)part);
        return text.ToString();
    }

    /// <summary>Takes the interpolated string apart.</summary>
    [InterpolatedStringHandler]
    public readonly struct ExpressionInterpolatedStringHandler
    {
        /// <summary>Called by the compiler.</summary>
        /// <param name="literalLength">Characters outside holes.</param>
        /// <param name="formattedCount">Holes.</param>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) => Parts = new(formattedCount * 2 + (literalLength > 0 ? 1 : 0));

        internal List<object> Parts { get; }

        /// <summary>Text between holes.</summary>
        /// <param name="value">The text.</param>
        public void AppendLiteral(string value) => Parts.Add(value);

        /// <summary>A hole with a text that is known already.</summary>
        /// <param name="value">The text.</param>
        public void AppendFormatted(string? value) => Parts.Add(value ?? "");

        /// <summary>A hole whose text is known later.</summary>
        /// <typeparam name="T">Kind of provider.</typeparam>
        /// <param name="valueProvider">Gives the text.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider => Parts.Add(valueProvider);
    }
}
