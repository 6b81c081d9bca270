using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace AvianVox.Station.Mqtt;

/// <summary>Certificates of a connection through TLS, and the check of the broker's.</summary>
internal sealed class MqttTls
{
    private readonly X509Certificate2Collection? _authorities;
    private readonly X509Certificate2? _client;

    /// <summary>Reads the certificates.</summary>
    /// <param name="options">Names the files.</param>
    /// <exception cref="MqttException">A file cannot be read or holds no certificate or key.</exception>
    public MqttTls(MqttOptions options)
    {
        if (options.CaFile is { } authorities)
        {
            _authorities = Read("Mqtt:CaFile", authorities, () =>
            {
                var collection = new X509Certificate2Collection();
                collection.ImportFromPemFile(authorities);
                return collection.Count > 0 ? collection : throw new CryptographicException("it holds no certificate");
            });
        }

        if (options.ClientCertificateFile is { } certificate)
        {
            _client = Read(
                "Mqtt:ClientCertificateFile",
                certificate,
                () => X509Certificate2.CreateFromPemFile(certificate, options.ClientKeyFile));
        }
    }

    /// <summary>What was wrong with the broker's certificate at the last connection; null when nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>Sets a connection up.</summary>
    /// <param name="tls">The connection's options.</param>
    /// <param name="host">Name the broker's certificate must carry.</param>
    public void Apply(MqttClientTlsOptionsBuilder tls, string host)
    {
        tls.UseTls().WithTargetHost(host).WithCertificateValidationHandler(
            args => Accept(args.Certificate, args.Chain, args.SslPolicyErrors));
        if (_client is not null)
        {
            tls.WithClientCertificates([_client]);
        }
    }

    private bool Accept(X509Certificate certificate, X509Chain? given, SslPolicyErrors errors)
    {
        Fault = null;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            Fault = $"the broker's certificate is for another host ({certificate.Subject})";
        }
        else if (_authorities is null)
        {
            Fault = errors == SslPolicyErrors.None ? null : $"this system trusts no authority that signed the broker's certificate ({certificate.Subject}); Mqtt:CaFile can name one";
        }
        else
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
            // An authority of one's own publishes no list of what it revoked.
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            foreach (var element in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }

            if (!chain.Build((X509Certificate2)certificate))
            {
                Fault = $"the authority in Mqtt:CaFile does not vouch for the broker's certificate ({certificate.Subject}): {string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()))}";
            }
        }

        return Fault is null;
    }

    private static T Read<T>(string key, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new MqttException(
                $"{key}: {file} cannot be used: {error.Message}. It must be a PEM file; a key must not be encrypted.",
                error);
        }
    }
}
