namespace IntercomAnalyzers.CreationPoints;

/// <summary>What a call does to Intercom's contacts.</summary>
internal enum CallKind
{
    /// <summary>An Intercom call that neither asks for nor brings a contact into being: events, tags, updates by id.</summary>
    Other,

    /// <summary>Asks the server for contacts by identifier.</summary>
    Lookup,

    /// <summary>Never matches an existing record: <c>POST /contacts</c>.</summary>
    Create,

    /// <summary>The server matches by id, user_id, email and creates if none matched: legacy <c>POST /users</c>.</summary>
    Upsert,

    /// <summary>An update that names no contact by Intercom's id and so creates one on the current API (<c>ContactsClient.Update</c>). A creation for the rule about updates alone.</summary>
    UpdateWithoutId,

    /// <summary>Asks a cache or a local collection, which proves nothing about the server.</summary>
    CacheRead,

    /// <summary>Finds or creates safely, through this product's resolver. Its identity still counts; nothing about it is unsafe.</summary>
    Resolve,

    /// <summary>Turns a visitor or lead into another contact.</summary>
    Convert,
}
