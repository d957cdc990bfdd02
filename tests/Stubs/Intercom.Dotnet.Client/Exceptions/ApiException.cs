namespace Intercom.Exceptions;

public class ApiException : IntercomException
{
    public ApiException()
    {
    }

    public ApiException(int statusCode, string statusDescription, string apiResponseBody)
        : base("Intercom answered " + statusCode + ".")
    {
        StatusCode = statusCode;
        StatusDescription = statusDescription;
        ApiResponseBody = apiResponseBody;
    }

    public int StatusCode { get; set; }

    public string StatusDescription { get; set; }

    public string ApiResponseBody { get; set; }
}
