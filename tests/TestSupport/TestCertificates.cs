using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AvianVox.TestSupport;

/// <summary>A small authority with one certificate for a server on this machine and one for a client, as PEM files.</summary>
public sealed class TestCertificates
{
    /// <summary>Makes keys and certificates.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="hosts">Names and IP addresses the server's certificate is for.</param>
    public TestCertificates(string folder, params IReadOnlyList<string> hosts)
    {
        // Certificates have to be valid by the system's clock: that is what TLS looks at.
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=AvianVox test authority " + Guid.NewGuid(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        CaFile = Path.Combine(folder, "ca.pem");
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
        (ServerCertificateFile, ServerKeyFile) = Issue(authority, folder, "server", hosts);
        (ClientCertificateFile, ClientKeyFile) = Issue(authority, folder, "client", []);
    }

    /// <summary>The authority's certificate.</summary>
    public string CaFile { get; }

    /// <summary>The server's certificate.</summary>
    public string ServerCertificateFile { get; }

    /// <summary>The server's key.</summary>
    public string ServerKeyFile { get; }

    /// <summary>The client's certificate.</summary>
    public string ClientCertificateFile { get; }

    /// <summary>The client's key.</summary>
    public string ClientKeyFile { get; }

    private static (string Certificate, string Key) Issue(X509Certificate2 authority, string folder, string name, IReadOnlyList<string> hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        if (hosts.Count > 0)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, Guid.NewGuid().ToByteArray());
        var files = (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
