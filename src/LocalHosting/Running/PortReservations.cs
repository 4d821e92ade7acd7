using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;

namespace Sitrep.LocalHosting.Running;

/// <summary>
/// Ports of this AppHost, held for its life. A service binds its port seconds after the port was chosen, and again after every crash; so
/// that two AppHosts never choose the same one in between, each choice is a locked file that the kernel frees with its owner.
/// </summary>
internal sealed class PortReservations : IDisposable
{
    // Below the ports that Linux (32768), macOS and Windows (49152) give to outgoing connections: none of those can take a port between
    // a service's crash and its restart.
    private const int FirstFree = 15_200;
    private const int LastFree = 31_999;

    private readonly string _folder;
    private readonly List<FileStream> _locks = [];

    public PortReservations()
    {
        // One folder a user: the files of another user could not be opened.
        _folder = Path.Combine(Path.GetTempPath(), $"localhosting-ports-{Environment.UserName}");
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Reserves the preferred port, or a free one where it is taken or none is preferred.</summary>
    /// <exception cref="DistributedApplicationException">No port is free.</exception>
    public int Reserve(int? preferred)
    {
        if (preferred is { } wanted && TryReserve(wanted)) return wanted;
        for (var port = FirstFree; port <= LastFree; port++)
        {
            if (TryReserve(port)) return port;
        }

        throw new DistributedApplicationException($"No port is free between {FirstFree} and {LastFree}.");
    }

    public void Dispose()
    {
        foreach (var held in _locks)
            held.Dispose();
        _locks.Clear();
    }

    private bool TryReserve(int port)
    {
        FileStream? held = null;
        try
        {
            held = new FileStream(Path.Combine(_folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!IsFree(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && !IsFree(IPAddress.IPv6Loopback, port)))
            {
                held.Dispose();
                return false;
            }

            _locks.Add(held);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            return false;
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException e)
        {
            // A machine without IPv6 loopback has nothing that could be taken there.
            return e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
