using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EmoVid.Realtime.Control.Server;

/// <summary>Who may connect. Loopback alone protects little: any web page that the user has open can reach it, and a name that its
/// owner points at 127.0.0.1 passes for the same origin. So the host name, the origin and a secret are checked, in this order.</summary>
internal sealed class ConnectionRules(string token, IReadOnlyList<string> allowedOrigins)
{
    private const string Bearer = "Bearer ";

    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>The refusal of a request: a status and one line; null where it may pass.</summary>
    public (int Status, string Line)? Refusal(HttpRequest request)
    {
        if (!(request.Host.Host is "localhost" || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address))))
        {
            return (StatusCodes.Status403Forbidden, $"control: the request names the host '{request.Host.Host}', expected localhost or a loopback address");
        }

        string? origin = request.Headers.Origin.FirstOrDefault();
        if (origin is not null && !allowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return (StatusCodes.Status403Forbidden, "control: the request comes from a web page that is not allowed; name its origin with --control-origin");
        }

        if (!HasToken(request))
        {
            return (StatusCodes.Status401Unauthorized, "control: the token is missing or wrong; it was printed when the control started");
        }

        return null;
    }

    private bool HasToken(HttpRequest request)
    {
        string? header = request.Headers.Authorization.FirstOrDefault();
        string? given = header is not null && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : request.Query["token"].FirstOrDefault();
        return given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token);
    }
}
