using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Sitrep.Sources;

/// <summary>Fills a page of a list.</summary>
internal static class Page
{
    /// <summary>A page ends early here, in bytes, so that long items do not make a page that no client takes.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>The response with as many items as fit, and its token where more follow.</summary>
    /// <param name="rows">The rows from the page's position on, one more than asked for where there are more.</param>
    /// <param name="pageSize">Items at most.</param>
    /// <param name="map">Makes an item.</param>
    /// <param name="items">Where items go.</param>
    /// <param name="goOn">Sets the token that goes on after a row.</param>
    public static TResponse Fill<TResponse, TRow, TItem>(
        List<TRow> rows, int pageSize, Func<TRow, TItem> map, Func<TResponse, RepeatedField<TItem>> items, Action<TResponse, TRow> goOn)
        where TResponse : new()
        where TItem : IMessage
    {
        var response = new TResponse();
        var page = items(response);
        var bytes = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var item = map(rows[i]);
            bytes += item.CalculateSize();
            if (i == pageSize || (i > 0 && bytes > MaxBytes))
            {
                goOn(response, rows[i - 1]);
                break;
            }

            page.Add(item);
        }

        return response;
    }
}
