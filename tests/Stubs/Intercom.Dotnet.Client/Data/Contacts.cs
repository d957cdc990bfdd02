using System.Collections.Generic;
using Intercom.Core;

namespace Intercom.Data;

public class Contacts : Models
{
    public List<Contact> contacts { get; set; }

    public string scroll_param { get; set; }
}
