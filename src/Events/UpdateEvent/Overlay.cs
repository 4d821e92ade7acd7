using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Sitrep.Events.UpdateEvent;

/// <summary>
/// Lays fields of one message over another, by the paths of a field mask: the values of the paths become those of the overlay, unset ones too;
/// repeated fields are taken whole.
/// </summary>
internal static class Overlay
{
    /// <summary>Gives the target the overlay's values at the paths; values are copies.</summary>
    public static void Apply<T>(T overlay, T target, IEnumerable<string> paths)
        where T : class, IMessage<T>, IDeepCloneable<T>
    {
        var values = overlay.Clone();
        foreach (var path in paths)
        {
            Apply(values, target, path.Split('.'), 0);
        }
    }

    /// <summary>The field at a path; null where there is none or the path leads through a list.</summary>
    public static FieldDescriptor? Find(MessageDescriptor message, string path)
    {
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            if (field is not null && (field.FieldType != FieldType.Message || field.IsRepeated))
            {
                return null;
            }

            field = (field?.MessageType ?? message).FindFieldByName(name);
            if (field is null)
            {
                return null;
            }
        }

        return field;
    }

    /// <summary>Paths sorted, each once, those that lie below another left out.</summary>
    public static IReadOnlyList<string> Normalize(IEnumerable<string> paths)
    {
        var result = new List<string>();
        foreach (var path in paths.Distinct().Order(StringComparer.Ordinal))
        {
            if (!result.Any(above => Covers(above, path)))
            {
                result.Add(path);
            }
        }

        return result;
    }

    /// <summary>Whether a path is another or leads to it.</summary>
    public static bool Covers(string above, string path) =>
        path == above || (path.StartsWith(above, StringComparison.Ordinal) && path[above.Length] == '.');

    private static void Apply(IMessage overlay, IMessage target, string[] names, int depth)
    {
        var field = target.Descriptor.FindFieldByName(names[depth]);
        if (depth < names.Length - 1)
        {
            var from = (IMessage?)field.Accessor.GetValue(overlay);
            var to = (IMessage?)field.Accessor.GetValue(target);
            if (from is null && to is null)
            {
                return;
            }

            if (to is null)
            {
                to = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(target, to);
            }

            Apply(from ?? field.MessageType.Parser.ParseFrom(ByteString.Empty), to, names, depth + 1);
            return;
        }

        field.Accessor.Clear(target);
        if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(target);
            foreach (var item in (System.Collections.IList)field.Accessor.GetValue(overlay))
            {
                list.Add(item);
            }
        }
        else if (!field.HasPresence || field.Accessor.HasValue(overlay))
        {
            field.Accessor.SetValue(target, field.Accessor.GetValue(overlay));
        }
    }
}
