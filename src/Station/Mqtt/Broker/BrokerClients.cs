using MQTTnet;
using MQTTnet.Protocol;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>
/// Who is connected to the broker, which sessions it keeps, and what waits for each, within <see cref="BrokerLimits"/>. Drop rule: a
/// message for which there is no room is not given to that subscriber, who has those before it. Safe for several threads.
/// </summary>
/// <param name="limits">What there may be.</param>
/// <param name="own">The station's own client identifier: from this machine it is always let in, from another never.</param>
/// <param name="time">Tells who has been gone for the longest.</param>
internal sealed class BrokerClients(BrokerLimits limits, string own, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BrokerSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Connections that have not said who they are, oldest first; at most <see cref="BrokerListener.MostUnknown"/>.</summary>
    private readonly List<BrokerChannel> _unknown = [];

    private long _waiting;

    /// <summary>Bytes that wait for all subscribers.</summary>
    public long WaitingBytes => Interlocked.Read(ref _waiting);

    /// <summary>Clients that are connected.</summary>
    public int Connected
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Values.Count(session => session.Channel is not null);
            }
        }
    }

    /// <summary>Whether a client is the station itself.</summary>
    /// <param name="client">Its identifier.</param>
    public bool IsOwn(string client) => client == own;

    /// <summary>A connection was made.</summary>
    /// <param name="channel">The connection.</param>
    public void Arrived(BrokerChannel channel)
    {
        BrokerChannel? oldest = null;
        lock (_gate)
        {
            _unknown.Add(channel);
            if (_unknown.Count > BrokerListener.MostUnknown)
            {
                oldest = _unknown[0];
                _unknown.RemoveAt(0);
            }
        }

        oldest?.Abort();
    }

    /// <summary>A connection has ended.</summary>
    /// <param name="channel">The connection.</param>
    public void Left(BrokerChannel channel)
    {
        lock (_gate)
        {
            _unknown.Remove(channel);
            var (client, session) = _sessions.FirstOrDefault(pair => pair.Value.Channel == channel);
            if (session is null)
            {
                return;
            }

            (session.Channel, session.GoneAt) = (null, time.GetTimestamp());
            if (session.IsDeleted)
            {
                Remove(client);
            }
        }
    }

    /// <summary>Lets a client in that has shown who it is.</summary>
    /// <param name="client">Its identifier.</param>
    /// <param name="channel">Its connection.</param>
    /// <param name="isClean">Whether it begins anew.</param>
    /// <param name="forgotten">Session that made room, to be deleted; null for none.</param>
    /// <returns>Success, or why not.</returns>
    public MqttConnectReasonCode Admit(string client, BrokerChannel channel, bool isClean, out string? forgotten)
    {
        forgotten = null;
        if (IsOwn(client) && !channel.IsLocal)
        {
            return MqttConnectReasonCode.ClientIdentifierNotValid;
        }

        lock (_gate)
        {
            var isKnown = _sessions.TryGetValue(client, out var session);
            if (!IsOwn(client))
            {
                var others = _sessions.Where(pair => !IsOwn(pair.Key) && pair.Key != client).ToList();
                if (others.Count(pair => pair.Value.Channel is not null) >= limits.Connections)
                {
                    return MqttConnectReasonCode.ServerUnavailable;
                }

                if (!isKnown && others.Count >= limits.Sessions)
                {
                    forgotten = others.Where(pair => pair.Value.Channel is null).MinBy(pair => pair.Value.GoneAt).Key;
                    if (forgotten is null)
                    {
                        return MqttConnectReasonCode.ServerUnavailable;
                    }

                    Remove(forgotten);
                }
            }

            if (!isKnown || isClean)
            {
                Remove(client);
                _sessions[client] = session = new BrokerSession();
            }

            (session!.Channel, session.IsDeleted) = (channel, false);
            _unknown.Remove(channel);
        }

        channel.Admit();
        return MqttConnectReasonCode.Success;
    }

    /// <summary>A client is connected: what was to be sent to it without acknowledgement is forgotten.</summary>
    /// <param name="client">Its identifier.</param>
    public void Begun(string client) => With(client, session => Add(session, kept: 0, fleeting: -session.Fleeting));

    /// <summary>A session was deleted.</summary>
    /// <param name="client">Its identifier.</param>
    public void Deleted(string client) => With(client, session =>
    {
        // Its connection ends after it, and still counts until then.
        session.IsDeleted = true;
        Add(session, -session.Kept, -session.Fleeting);
    });

    /// <summary>Notes a subscription.</summary>
    /// <param name="client">Who subscribes.</param>
    /// <param name="filter">To what.</param>
    /// <param name="quality">Asked for.</param>
    /// <returns>False when it has too many.</returns>
    public bool Subscribe(string client, string filter, MqttQualityOfServiceLevel quality)
    {
        lock (_gate)
        {
            return !_sessions.TryGetValue(client, out var session) || session.Subscribe(filter, quality, limits.Subscriptions);
        }
    }

    /// <summary>Forgets a subscription.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="filter">To what.</param>
    public void Unsubscribe(string client, string filter) => With(client, session => session.Unsubscribe(filter));

    /// <summary>Makes room for a message to a subscriber.</summary>
    /// <param name="client">The subscriber.</param>
    /// <param name="message">The message.</param>
    /// <param name="isLost">True when there is none; a message of QoS 0 for somebody who is away is no loss.</param>
    /// <returns>Whether it may be queued.</returns>
    public bool Reserve(string client, MqttApplicationMessage message, out bool isLost)
    {
        isLost = false;
        lock (_gate)
        {
            if (!_sessions.TryGetValue(client, out var session))
            {
                return true;
            }

            var isKept = session.Keeps(message);
            if (!isKept && session.Channel is null)
            {
                return false;
            }

            var size = MessageSize.Of(message);
            if (session.Kept + session.Fleeting + size > limits.WaitingBytes / 2 || _waiting + size > limits.WaitingBytes)
            {
                isLost = true;
                return false;
            }

            Add(session, isKept ? size : 0, isKept ? 0 : size);
            return true;
        }
    }

    /// <summary>A message has reached a subscriber, or left for it where none is waited for.</summary>
    /// <param name="client">The subscriber.</param>
    /// <param name="size">Of the message.</param>
    /// <param name="isKept">Whether its acknowledgement was waited for.</param>
    public void Release(string client, long size, bool isKept) => With(client, session =>
        Add(session, isKept ? -Math.Min(size, session.Kept) : 0, isKept ? 0 : -Math.Min(size, session.Fleeting)));

    private void With(string client, Action<BrokerSession> change)
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(client, out var session))
            {
                change(session);
            }
        }
    }

    private void Add(BrokerSession session, long kept, long fleeting)
    {
        session.Kept += kept;
        session.Fleeting += fleeting;
        _waiting += kept + fleeting;
    }

    private void Remove(string client)
    {
        if (_sessions.Remove(client, out var session))
        {
            Add(session, -session.Kept, -session.Fleeting);
        }
    }
}
