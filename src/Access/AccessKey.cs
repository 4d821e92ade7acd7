using System.Security.Cryptography;

namespace Sitrep.Access;

/// <summary>
/// The key with which a local installation signs and checks its own tokens: 32 random bytes as base64 in a file that only its owner may
/// read. Whoever has the file may be anybody.
/// </summary>
public sealed class AccessKey
{
    private const int Bytes = 32;

    private AccessKey(byte[] value) => Value = value;

    /// <summary>The bytes, for HMAC-SHA256.</summary>
    public byte[] Value { get; }

    /// <summary>Reads the key of a file.</summary>
    /// <exception cref="FormatException">The file holds no base64 of at least 32 bytes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AccessKey Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= Bytes
            ? new AccessKey(bytes[..length])
            : throw new FormatException($"{path} is no key: base64 of at least {Bytes} bytes is wanted.");
    }

    /// <summary>Reads the key of a file, which is made where there is none. Several processes may do so at once: all read the same key.</summary>
    /// <exception cref="FormatException">The file holds no key.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static AccessKey ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var fresh = $"{path}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(fresh, options))
                writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
            try
            {
                File.Move(fresh, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was faster; its key counts.
                File.Delete(fresh);
            }
        }

        return Read(path);
    }
}
